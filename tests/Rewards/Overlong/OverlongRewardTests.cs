using Align.Core;
using Align.Rewards.Overlong;

namespace Align.Tests.Rewards.Overlong;

public sealed class OverlongConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (new Prompt(0, "?"), "short");

    protected override string WorseText => new('x', 39);

    protected override IReward Create() => new OverlongReward(new OverlongOptions { MaxCompletionLength = 40, BufferLength = 10 });
}

public sealed class OverlongRewardTests
{
    // Limit 20, buffer 8, factor 2: free up to 12; at 15 tokens -3/8 * 2 = -0.75; at the limit -2.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(12, 0)]
    [InlineData(13, -0.25)]
    [InlineData(15, -0.75)]
    [InlineData(20, -2)]
    [InlineData(25, -2)]
    public async Task It_falls_over_the_buffer(int length, double score)
    {
        var reward = new OverlongReward(new() { MaxCompletionLength = 20, BufferLength = 8, PenaltyFactor = 2 });

        Assert.Equal(new RewardOutcome.Scored(score), await reward.ScoreAsync(new Prompt(0, "?"), RewardConformance.CompletionOf(new string('x', length)), CancellationToken.None));
    }

    [Fact]
    public void A_buffer_longer_than_the_limit_is_refused() =>
        Assert.Throws<ArgumentException>(() => new OverlongReward(new() { MaxCompletionLength = 20, BufferLength = 21 }));
}
