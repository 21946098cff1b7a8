using Align.Core;
using Align.Rewards.Length;

namespace Align.Tests.Rewards.Length;

public sealed class LengthConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (new Prompt(0, "?"), "short");

    protected override string WorseText => new('x', 40);

    protected override IReward Create() => new LengthReward(new LengthOptions { Target = 10, Max = 60 });
}

public sealed class LengthRewardTests
{
    // Above the target of 10 and below the maximum of 30: (30 - 15) / 20 = 0.75; below the least of 4: 1/4.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.25)]
    [InlineData(4, 1)]
    [InlineData(10, 1)]
    [InlineData(15, 0.75)]
    [InlineData(30, 0)]
    [InlineData(1000, 0)]
    public Task It_falls_in_a_straight_line(int length, double score) => Expect(LengthShape.Linear, length, score);

    // (1 - cos(pi * 0.75)) / 2 = (1 + 0.7071067812) / 2; half-way down it is 1/2.
    [Theory]
    [InlineData(10, 1)]
    [InlineData(15, 0.8535533906)]
    [InlineData(20, 0.5)]
    [InlineData(30, 0)]
    public Task Or_along_a_cosine(int length, double score) => Expect(LengthShape.Cosine, length, score);

    [Theory]
    [InlineData(0, 10, 10)]
    [InlineData(11, 10, 20)]
    public void Lengths_out_of_order_are_refused(int min, int target, int max) =>
        Assert.Throws<ArgumentException>(() => new LengthReward(new() { Min = min, Target = target, Max = max }));

    private static async Task Expect(LengthShape shape, int length, double score)
    {
        var reward = new LengthReward(new() { Min = 4, Target = 10, Max = 30, Shape = shape });
        var outcome = await reward.ScoreAsync(new Prompt(0, "?"), RewardConformance.CompletionOf(new string('x', length)), CancellationToken.None);

        Assert.Equal(score, Assert.IsType<RewardOutcome.Scored>(outcome).Value, 1e-9);
    }
}
