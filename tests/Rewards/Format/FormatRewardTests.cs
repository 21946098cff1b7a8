using Align.Core;
using Align.Rewards.Format;

namespace Align.Tests.Rewards.Format;

public sealed class FormatConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (new Prompt(0, "2+2="), "<think>2 and 2</think><answer>4</answer>");

    protected override string WorseText => "<answer>4</answer>";

    protected override IReward Create() => new FormatReward(new FormatOptions());
}

public sealed class FormatRewardTests
{
    [Theory]
    [InlineData("<think>a</think><answer>b</answer>", 1)]
    [InlineData("<think>a</think>\n\n<answer>b</answer>\n", 1)]
    [InlineData("<think></think><answer></answer>", 1)]
    [InlineData("<think>a < b</think><answer>b</answer>", 1)]
    [InlineData("", 0)]
    [InlineData("<think>a</think>", 0)]
    [InlineData("<answer>b</answer><think>a</think>", 0)]
    [InlineData("<think>a<answer>b</answer></think>", 0)]
    [InlineData("<think>a</think>so<answer>b</answer>", 0)]
    [InlineData("<think>a</think><answer>b</answer>.", 0)]
    [InlineData("<think>a</think><think>a</think><answer>b</answer>", 0)]
    [InlineData("<think>a</think><answer>b</answer><answer>c</answer>", 0)]
    [InlineData("<think>a</think><answer>b", 0)]
    [InlineData("<Think>a</Think><answer>b</answer>", 0)]
    [InlineData("</think>a<think><answer>b</answer>", 0)]
    [InlineData("a</think><answer>b</answer>", 0)]
    public Task Tags_stand_once_and_in_order(string text, double score) => Expect(new(), text, score);

    [Theory]
    [InlineData("a</think><answer>b</answer>", 1)]
    [InlineData("<think>a</think><answer>b</answer>", 0)]
    [InlineData("a<answer>b</answer>", 0)]
    public Task A_prefilled_tag_is_not_opened_again(string text, double score) => Expect(new() { Prefilled = true }, text, score);

    [Theory]
    [InlineData("So: <think>a</think> and <answer>b</answer> it is.", 1)]
    [InlineData("So: <answer>b</answer> and <think>a</think> it is.", 0)]
    public Task Text_may_stand_outside_where_that_is_allowed(string text, double score) => Expect(new() { TextOutside = true }, text, score);

    [Theory]
    [InlineData("<think>a</think><answer>b</answer>", 1)]
    [InlineData("<think> \n</think><answer>b</answer>", 0)]
    public Task Empty_tags_may_be_refused(string text, double score) => Expect(new() { EmptyTags = false }, text, score);

    [Theory]
    [InlineData("Answer: 4", 1)]
    [InlineData("It is so.\nAnswer: 44", 1)]
    [InlineData("Answer: 4.", 0)]
    [InlineData("Answer: 4\nor 5", 0)]
    public Task A_pattern_must_match_the_whole_text(string text, double score) => Expect(new() { Tags = [], Pattern = @"(.*\n)?Answer: \d+" }, text, score);

    // A backtracking engine takes 2^40 steps for this one.
    [Fact]
    public Task A_pattern_takes_linear_time() => Expect(new() { Tags = [], Pattern = "(a|a)*(a|a)*b" }, new string('a', 20_000), 0);

    [Fact]
    public void What_cannot_be_checked_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new FormatReward(new() { Tags = [] }));
        Assert.Throws<ArgumentException>(() => new FormatReward(new() { Tags = ["a", "a"] }));
        Assert.Throws<ArgumentException>(() => new FormatReward(new() { Tags = ["<a>"] }));
        Assert.Throws<ArgumentException>(() => new FormatReward(new() { Pattern = "(" }));
        Assert.Throws<ArgumentException>(() => new FormatReward(new() { Pattern = "(?=a)b" }));
    }

    private static async Task Expect(FormatOptions options, string text, double score) => Assert.Equal(
        new RewardOutcome.Scored(score),
        await new FormatReward(options).ScoreAsync(new Prompt(0, "?"), RewardConformance.CompletionOf(text), CancellationToken.None));
}
