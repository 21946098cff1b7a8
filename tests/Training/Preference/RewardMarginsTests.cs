using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Training.Preference;

namespace Align.Tests.Training.Preference;

/// <summary>Reward models that have gone wrong.</summary>
public sealed class RewardMarginsTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_margin_that_is_no_number_is_refused_with_its_pair(double margin)
    {
        var refusal = Assert.Throws<NonFiniteMarginException>(() => RewardMargins.Of([0.5, margin, -1, margin], new MadpoLoss()));

        Assert.StartsWith("the reward model's margin of pair 1 is ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("and so are 1 others", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Numerics, refusal.ExitCode);
    }

    [Fact]
    public void A_stage_whose_held_out_loss_was_never_finite_has_nothing_to_keep()
    {
        var progress = new RewardModelProgress(null!);

        Assert.False(progress.IsBest(double.NaN));
        Assert.False(progress.IsBest(double.PositiveInfinity));
        Assert.Throws<UntrainedRewardModelException>(() => progress.RequireBest("/run/reward_models/second"));

        Assert.True(progress.IsBest(0.5));
        progress.RequireBest("/run/reward_models/second");
    }
}
