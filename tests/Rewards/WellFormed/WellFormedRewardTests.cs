using Align.Core;
using Align.Envs.Sentiment;
using Align.Rewards.WellFormed;

namespace Align.Tests.Rewards.WellFormed;

public sealed class WellFormedRewardTests
{
    public static Prompt Prompt() => new(3, "ab:")
    {
        Metadata = new Dictionary<string, string> { ["words"] = "abc", ["negation"] = "~", ["min_length"] = "2", ["max_length"] = "4" },
    };

    [Theory]
    [InlineData("ab", 1.0)]
    [InlineData("cccc", 1.0)]
    [InlineData("~a~b", 1.0)]
    [InlineData("a", 0.0)]
    [InlineData("", 0.0)]
    [InlineData("abcab", 0.0)]
    [InlineData("a~~b", 0.0)]
    [InlineData("ab~", 0.0)]
    [InlineData("abd", 0.0)]
    [InlineData("ab:", 0.0)]
    public async Task A_text_has_legal_words_a_legal_length_and_negations_before_words(string text, double score) =>
        Assert.Equal(score, await ScoreOf(Prompt(), text));

    [Fact]
    public async Task A_text_that_was_cut_is_not_well_formed() =>
        Assert.Equal(0, await ScoreOf(Prompt(), "ab", FinishReason.Length));

    [Fact]
    public async Task What_is_not_well_formed_scores_as_the_option_says() =>
        Assert.Equal(-2, await ScoreOf(Prompt(), "d", otherwise: -2));

    [Fact]
    public async Task A_prompt_that_says_nothing_of_its_world_is_skipped_and_named()
    {
        var outcome = await new WellFormedReward(new WellFormedOptions()).ScoreAsync(new Prompt(17, "ab:"), RewardConformance.CompletionOf("ab"), CancellationToken.None);

        Assert.Contains("17", Assert.IsType<RewardOutcome.Skipped>(outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_text_of_the_sentiment_world_is_well_formed()
    {
        var environment = new SentimentEnvironment(new SentimentOptions { Quality = PairQuality.Medium });
        for (var index = 0; index < 1000; index++)
        {
            var pair = environment.CreatePair(PromptSplit.Train, index);
            foreach (var text in new[] { pair.Chosen, pair.Rejected, pair.Prompt.Solution! })
            {
                Assert.Equal(1, await ScoreOf(pair.Prompt, text));
            }
        }
    }

    private static async Task<double> ScoreOf(Prompt prompt, string text, FinishReason reason = FinishReason.Stop, double otherwise = 0)
    {
        var reward = new WellFormedReward(new WellFormedOptions { Otherwise = otherwise });
        return Assert.IsType<RewardOutcome.Scored>(await reward.ScoreAsync(prompt, RewardConformance.CompletionOf(text, reason), CancellationToken.None)).Value;
    }
}
