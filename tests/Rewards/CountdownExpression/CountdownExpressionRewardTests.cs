using Align.Core;
using Align.Envs.Countdown;
using Align.Rewards.CountdownExpression;

namespace Align.Tests.Rewards.CountdownExpression;

public sealed class CountdownExpressionRewardTests
{
    public static Prompt Prompt(string numbers = "44 19 35", string target = "98", string? use = null)
    {
        var metadata = new Dictionary<string, string> { ["numbers"] = numbers, ["target"] = target };
        if (use is not null)
        {
            metadata["use"] = use;
        }
        return new Prompt(5, "?") { Metadata = metadata };
    }

    [Theory]
    [InlineData("44+19+35")]
    [InlineData(" ( 35 + 44 ) + 19 ")]
    [InlineData("<answer>19+(44+35)</answer>")]
    [InlineData("Not <answer>44</answer> but\n<answer> 44 + 19 + 35 </answer> it is.")]
    public async Task Any_right_expression_scores_1(string text) => Assert.Equal(1, (await ScoreOf(Prompt(), text)).Value);

    // 8/3*3 = 8 and 6/(1-3/4) = 24, through fractions.
    [Theory]
    [InlineData("8 3 3", "8", "8/3*3")]
    [InlineData("6 1 3 4", "24", "6/(1-3/4)")]
    [InlineData("6 1 3 4", "24", "6÷(1−3÷4)")]
    [InlineData("7 5 2", "17", "7+5×2")]
    [InlineData("7 5 2", "0", "7-5-2")]
    [InlineData("5 2 7 6", "-6", "5+2-7-6")]
    public async Task Arithmetic_is_exact_and_binds_as_usual(string numbers, string target, string text) =>
        Assert.Equal(1, (await ScoreOf(Prompt(numbers, target), text)).Value);

    [Theory]
    [InlineData("")]
    [InlineData("44+19")]
    [InlineData("44+19+35+44-44")]
    [InlineData("44+54")]
    [InlineData("98")]
    [InlineData("44+19+35=98")]
    [InlineData("44+19+35;")]
    [InlineData("44++19+35")]
    [InlineData("+44+19+35")]
    [InlineData("(44+19+35")]
    [InlineData("44+19+35)")]
    [InlineData("044+19+35")]
    [InlineData("44.0+19+35")]
    [InlineData("44 + 19 35")]
    [InlineData("44/(19-19)+35")]
    [InlineData("44+19+35\0")]
    [InlineData("<answer>44+19+35")]
    [InlineData("44+19+35</answer>")]
    [InlineData("<answer></answer>44+19+35")]
    [InlineData("4４+19+35")]
    [InlineData("__import__('os')")]
    public async Task Anything_else_scores_0(string text) => Assert.Equal(0, (await ScoreOf(Prompt(), text)).Value);

    [Fact]
    public async Task A_number_that_comes_twice_may_be_used_twice()
    {
        Assert.Equal(1, (await ScoreOf(Prompt("7 7", "14"), "7+7")).Value);
        Assert.Equal(0, (await ScoreOf(Prompt("7 1", "14"), "7+7")).Value);
    }

    [Theory]
    [InlineData(null, ExpressionRule.AtMostOnce, 1)]
    [InlineData(null, ExpressionRule.ExactlyOnce, 0)]
    [InlineData("at_most_once", ExpressionRule.ExactlyOnce, 1)]
    [InlineData("exactly_once", ExpressionRule.AtMostOnce, 0)]
    public async Task Numbers_may_be_left_out_where_the_prompt_or_else_the_option_says_so(string? use, ExpressionRule option, double score) =>
        Assert.Equal(score, (await ScoreOf(Prompt(target: "63", use: use), "44+19", new CountdownExpressionOptions { Use = option })).Value);

    [Theory]
    [InlineData("44+19-35", 0.1, 1, 1)]
    [InlineData("44+54", 0.1, 1, 0)]
    [InlineData("44/(19-19)", 0.1, 1, 0)]
    [InlineData("44+", 0.0, 0, 0)]
    public async Task The_form_scores_as_the_option_says_and_details_tell_what_is_wrong(string text, double score, double expression, double numbers)
    {
        var scored = await ScoreOf(Prompt(), text, new CountdownExpressionOptions { FormatScore = 0.1 });

        Assert.Equal(score, scored.Value);
        Assert.Equal((expression, numbers), (scored.Details!["expression"], scored.Details["numbers"]));
    }

    // 32 parentheses inside one another are read, 33 are not; 500 characters are, 501 are not.
    [Fact]
    public async Task Long_and_deep_texts_are_refused_without_harm()
    {
        Assert.Equal(1, (await ScoreOf(Prompt("7", "7"), new string('(', 32) + "7" + new string(')', 32))).Value);
        Assert.Equal(0, (await ScoreOf(Prompt("7", "7"), new string('(', 33) + "7" + new string(')', 33))).Value);
        Assert.Equal(1, (await ScoreOf(Prompt("7 1", "8"), "7+" + new string(' ', 497) + "1")).Value);
        Assert.Equal(0, (await ScoreOf(Prompt("7 1", "8"), "7+(" + new string(' ', 497) + "1)")).Value);
        Assert.Equal(0, (await ScoreOf(Prompt(), new string('(', 1_000_000))).Value);
        Assert.Equal(0, (await ScoreOf(Prompt(), new string('9', 400))).Value);
    }

    [Fact]
    public async Task A_prompt_without_numbers_is_skipped_and_named()
    {
        var outcome = await new CountdownExpressionReward(new CountdownExpressionOptions()).ScoreAsync(new Prompt(17, "?"), RewardConformance.CompletionOf("1"), CancellationToken.None);

        Assert.Contains("17", Assert.IsType<RewardOutcome.Skipped>(outcome).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("44 x", "98", null)]
    [InlineData("44", "9.8", null)]
    [InlineData("44", "98", "twice")]
    public async Task A_prompt_that_cannot_be_read_is_a_fault(string numbers, string target, string? use) =>
        await Assert.ThrowsAsync<FormatException>(async () => await ScoreOf(Prompt(numbers, target, use), "44"));

    [Theory]
    [InlineData(2, 5)]
    [InlineData(3, 4)]
    public async Task Every_solution_of_the_environment_scores_1(int least, int most)
    {
        var environment = new CountdownEnvironment(new CountdownOptions { MinNumbers = least, MaxNumbers = most });
        for (var index = 0; index < 150; index++)
        {
            var prompt = environment.CreatePrompt(PromptSplit.Train, index);
            Assert.Equal(1, (await ScoreOf(prompt, prompt.Solution!)).Value);
        }
    }

    private static async Task<RewardOutcome.Scored> ScoreOf(Prompt prompt, string text, CountdownExpressionOptions? options = null)
    {
        var reward = new CountdownExpressionReward(options ?? new CountdownExpressionOptions());
        return Assert.IsType<RewardOutcome.Scored>(await reward.ScoreAsync(prompt, RewardConformance.CompletionOf(text), CancellationToken.None));
    }
}
