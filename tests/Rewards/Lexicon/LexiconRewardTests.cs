using Align.Core;
using Align.Envs.Sentiment;
using Align.Rewards.Lexicon;

namespace Align.Tests.Rewards.Lexicon;

public sealed class LexiconRewardTests
{
    public static Prompt PromptWith(string lexicon, string? negation = "~")
    {
        var metadata = new Dictionary<string, string> { ["lexicon"] = lexicon };
        if (negation is not null)
        {
            metadata["negation"] = negation;
        }
        return new Prompt(5, "ab:") { Metadata = metadata };
    }

    // a = 1, b = -0.5. "~~a": the second negation is turned, and turns a.
    [Theory]
    [InlineData("", 0.0)]
    [InlineData("a", 1.0)]
    [InlineData("ab", 0.5)]
    [InlineData("~a", -1.0)]
    [InlineData("~b", 0.5)]
    [InlineData("~ab", -1.5)]
    [InlineData("a~", 1.0)]
    [InlineData("~~a", -1.0)]
    [InlineData("~cb", -0.5)]
    [InlineData("xyz:A", 0.0)]
    public async Task Words_add_up_and_a_negation_turns_the_next_symbol(string text, double sum)
    {
        Assert.Equal(sum, await ScoreOf(PromptWith("a=1 b=-0.5"), text, squash: false));
        Assert.Equal(3 * Math.Tanh(sum), await ScoreOf(PromptWith("a=1 b=-0.5"), text));
    }

    [Fact]
    public async Task Without_a_negation_no_character_turns_the_next() =>
        Assert.Equal(1.0, await ScoreOf(PromptWith("a=1", negation: null), "~a", squash: false));

    [Fact]
    public async Task A_prompt_without_a_lexicon_is_skipped_and_named()
    {
        var outcome = await new LexiconReward(new LexiconOptions()).ScoreAsync(new Prompt(17, "ab:"), RewardConformance.CompletionOf("a"), CancellationToken.None);

        Assert.Contains("17", Assert.IsType<RewardOutcome.Skipped>(outcome).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a=")]
    [InlineData("ab=1")]
    [InlineData("a=x")]
    [InlineData("a=NaN")]
    [InlineData("a=1 a=2")]
    public async Task A_lexicon_that_cannot_be_read_is_a_fault(string lexicon) =>
        await Assert.ThrowsAsync<FormatException>(async () => await ScoreOf(PromptWith(lexicon), "a"));

    // Labelled without noise, a pair says what the environment itself thinks of its two texts; equal texts and equal scores tie.
    [Theory]
    [InlineData(SentimentDomain.A, PairQuality.High)]
    [InlineData(SentimentDomain.E, PairQuality.Medium)]
    [InlineData(SentimentDomain.C, PairQuality.Low)]
    public async Task The_sentiment_environment_labels_by_this_very_score(SentimentDomain domain, PairQuality quality)
    {
        var environment = new SentimentEnvironment(new SentimentOptions { Domain = domain, Quality = quality, LabelNoise = 0, Correlation = -0.3 });
        for (var index = 0; index < 3000; index++)
        {
            var pair = environment.CreatePair(PromptSplit.Train, index);
            var (chosen, rejected) = (await ScoreOf(pair.Prompt, pair.Chosen), await ScoreOf(pair.Prompt, pair.Rejected));
            Assert.True(chosen >= rejected, $"pair {index} of domain {domain}: {chosen} for {pair.Chosen}, {rejected} for {pair.Rejected}");
        }
    }

    private static async Task<double> ScoreOf(Prompt prompt, string text, bool squash = true) =>
        Assert.IsType<RewardOutcome.Scored>(await new LexiconReward(new LexiconOptions { Squash = squash }).ScoreAsync(prompt, RewardConformance.CompletionOf(text), CancellationToken.None)).Value;
}
