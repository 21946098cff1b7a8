using Align.Algorithms.Statistics;

namespace Align.Tests.Algorithms.Statistics;

public sealed class GroupRewardSummaryTests
{
    [Fact]
    public void Groups_are_summarised_one_by_one()
    {
        // Group 1: 0, 2 (deviation √2); group 2: 3, 3 (deviation 0); the NaN could not be judged.
        var summary = GroupRewardSummary.Of([0, 3, 2, 3, double.NaN], [1, 2, 1, 2, 2], [true, true, true, true, false]);
        Assert.Equal((2, 4), (summary.Groups, summary.Completions));
        Sample.Close([2, Math.Sqrt(2) / 2, 0.5], [summary.Reward, summary.RewardStd, summary.FracRewardZeroStd]);
    }

    [Fact]
    public void Equal_rewards_have_no_deviation_whatever_their_rounding() =>
        Assert.Equal((0.0, 1.0), (Of(0.1).RewardStd, Of(0.1).FracRewardZeroStd));

    [Fact]
    public void Nothing_valid_is_all_zero() =>
        Assert.Equal(default, GroupRewardSummary.Of([double.NaN], [1], [false]));

    private static GroupRewardSummary Of(double reward) => GroupRewardSummary.Of([reward, reward, reward], [1, 1, 1], []);
}
