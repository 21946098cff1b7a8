using Align.Core;
using Align.Envs.NumberCookbook;
using Align.Rewards.NumberMatch;

namespace Align.Tests.Rewards.NumberMatch;

public sealed class NumberMatchRewardTests
{
    // 1305 for 1250: from the right 5≠0, 0≠5, 3≠2, 1=1. 250 for 1250: three digits, one too few. 11250: all four, one too many.
    // 12.5 for 12.50 lacks a decimal. 1.25 for 12.5: whole 1≠2; decimals from the left 2≠5; lengths 1 and 2 against 2 and 1.
    // 10/3 for 1/3: the numerator's 0≠1. 1.2e13 for 1.2e3: the exponent's 3=3, one digit more.
    [Theory]
    [InlineData("1250", "1250", 1, 1.0, 0)]
    [InlineData("1250", "1305", 0, 0.25, 0)]
    [InlineData("1250", "250", 0, 0.75, 1)]
    [InlineData("1250", "11250", 0, 1.0, 1)]
    [InlineData("1250", "01250", 0, 1.0, 1)]
    [InlineData("12.50", "12.5", 0, 0.75, 1)]
    [InlineData("12.5", "1.25", 0, 0.0, 2)]
    [InlineData("12.5", "12.57", 0, 1.0, 1)]
    [InlineData("1/3", "1/3", 1, 1.0, 0)]
    [InlineData("1/3", "10/3", 0, 0.5, 1)]
    [InlineData("1.2e3", "1.2e13", 0, 1.0, 1)]
    [InlineData("1.2e3", "1.2e4", 0, 2.0 / 3, 0)]
    public async Task The_three_metrics_are_those_of_the_paper(string gold, string text, double exact, double digitMatch, double dlength)
    {
        var scored = await ScoreOf(gold, text);

        Assert.Equal(exact, scored.Value);
        Assert.Equal((exact, digitMatch, dlength), (scored.Details!["exact"], scored.Details["digit_match"], scored.Details["dlength"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1250.0")]
    [InlineData("1,250")]
    [InlineData("-1250")]
    [InlineData("1250 1250")]
    [InlineData("It is 1250")]
    [InlineData("１２５０")]
    [InlineData("1250e")]
    [InlineData("/1250")]
    [InlineData("<answer>1250")]
    [InlineData("1250/1")]
    public async Task What_is_no_number_of_the_gold_ones_form_has_no_right_digit(string text)
    {
        var scored = await ScoreOf("1250", text);

        Assert.Equal((0.0, 0.0, 4.0), (scored.Value, scored.Details!["digit_match"], scored.Details["dlength"]));
    }

    [Theory]
    [InlineData(" 1250\n")]
    [InlineData("Carry the 1. <answer> 1250 </answer>")]
    public async Task The_answer_may_stand_in_tags_and_white_space(string text) => Assert.Equal(1, (await ScoreOf("1250", text)).Value);

    // 250: 3/4 - 0.1 · 1. 1305: 1/4. Five digits too many: 1 - 0.2 · 5 = 0, and six are not below 0.
    [Theory]
    [InlineData("250", 0.1, 0.65)]
    [InlineData("1305", 0.1, 0.25)]
    [InlineData("1250", 1.0, 1.0)]
    [InlineData("111111250", 0.2, 0.0)]
    [InlineData("1111111250", 0.2, 0.0)]
    [InlineData("11250", 0.0, 1.0)]
    public async Task A_shaped_score_takes_the_length_off_the_right_digits(string text, double penalty, double score) =>
        Assert.Equal(score, (await ScoreOf("1250", text, new NumberMatchOptions { Score = NumberMatchScore.Shaped, LengthPenalty = penalty })).Value, 12);

    [Fact]
    public async Task The_share_of_right_digits_can_be_the_score() =>
        Assert.Equal(0.75, (await ScoreOf("1250", "1950", new NumberMatchOptions { Score = NumberMatchScore.DigitMatch })).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x+1")]
    [InlineData("1.2.3")]
    public async Task A_prompt_whose_answer_is_no_number_is_skipped_and_named(string? answer)
    {
        var outcome = await new NumberMatchReward(new NumberMatchOptions()).ScoreAsync(new Prompt(17, "?") { Answer = answer }, RewardConformance.CompletionOf("1"), CancellationToken.None);

        Assert.Contains("17", Assert.IsType<RewardOutcome.Skipped>(outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_solution_of_the_environment_scores_1()
    {
        var environment = new NumberCookbookEnvironment(new NumberCookbookOptions { MaxTestDigits = 30 });
        for (var index = 0; index < 500; index++)
        {
            var prompt = environment.CreatePrompt(PromptSplit.Test, index);
            Assert.Equal(1, (await ScoreOf(prompt.Answer!, prompt.Solution!)).Value);
        }
    }

    private static async Task<RewardOutcome.Scored> ScoreOf(string gold, string text, NumberMatchOptions? options = null)
    {
        var reward = new NumberMatchReward(options ?? new NumberMatchOptions());
        return Assert.IsType<RewardOutcome.Scored>(await reward.ScoreAsync(new Prompt(0, "?") { Answer = gold }, RewardConformance.CompletionOf(text), CancellationToken.None));
    }
}
