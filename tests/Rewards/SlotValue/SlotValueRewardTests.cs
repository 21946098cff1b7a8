using Align.Core;
using Align.Rewards.SlotValue;

namespace Align.Tests.Rewards.SlotValue;

public sealed class SlotValueConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (SlotValueRewardTests.Marked("a=-1 b=0.5 c=1"), "bb*ca");

    protected override string WorseText => "cc*ac";

    protected override IReward Create() => new SlotValueReward(new SlotValueOptions());
}

public sealed class SlotValueRewardTests
{
    [Theory]
    [InlineData("ab*c", 1)]
    [InlineData("ab*c*a", 0)] // (1 − 1) / 2
    [InlineData("*b*c", 0.75)] // (0.5 + 1) / 2
    [InlineData("*z", 0)] // worth nothing, and a slot all the same
    [InlineData("abc", -0.25)] // no slot
    [InlineData("abc*", -0.25)] // the mark at the end opens none
    [InlineData("", -0.25)]
    public async Task The_score_is_the_mean_over_the_slots(string text, double expected)
    {
        var reward = new SlotValueReward(new SlotValueOptions { NoSlot = -0.25 });

        Assert.Equal(expected, Assert.IsType<RewardOutcome.Scored>(await reward.ScoreAsync(Marked("a=-1 b=0.5 c=1"), RewardConformance.CompletionOf(text), CancellationToken.None)).Value);
    }

    [Fact]
    public async Task A_prompt_without_values_is_skipped() => Assert.IsType<RewardOutcome.Skipped>(
        await new SlotValueReward(new SlotValueOptions()).ScoreAsync(new Prompt(3, "ab:"), RewardConformance.CompletionOf("*a"), CancellationToken.None));

    [Theory]
    [InlineData("a=x")]
    [InlineData("a=1 a=2")]
    [InlineData("ab")]
    public async Task Values_that_cannot_be_read_are_a_fault(string values) => await Assert.ThrowsAsync<FormatException>(async () =>
        await new SlotValueReward(new SlotValueOptions()).ScoreAsync(Marked(values), RewardConformance.CompletionOf("*a"), CancellationToken.None));

    internal static Prompt Marked(string values) => new(0, "ab:") { Metadata = new Dictionary<string, string> { ["mark"] = "*", ["slot_values"] = values } };
}
