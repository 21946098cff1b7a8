using Align.Algorithms.Divergences;

namespace Align.Tests.Algorithms.Divergences;

public sealed class KlInRewardTests
{
    [Fact]
    public void The_penalty_stands_on_every_token_and_the_score_on_its_own()
    {
        using var scope = torch.NewDisposeScope();
        // x = 0.5, −0.25 | 1; β = 2: −1, 3 + 0.5 | −1. KL: mean of 0.125 and 1.
        var (rewards, kl) = KlInReward.Compute(
            Sample.Matrix(2, 2, 0, 3, 1, double.NaN),
            Sample.Matrix(2, 2, -1, -2, -1, double.NegativeInfinity),
            Sample.Matrix(2, 2, -1.5, -1.75, -2, 0),
            Sample.LengthMask(2, 2, 1),
            beta: 2);
        Sample.Close([-1, 3.5, -1, 0], Sample.Values(rewards));
        Sample.Close(0.5625, kl);
        Assert.False(rewards.requires_grad);
    }

    [Fact]
    public void The_controller_moves_beta_by_at_most_a_fifth_of_the_share_of_the_horizon()
    {
        var controller = new AdaptiveKl { Target = 0.1, Horizon = 1000 };
        Sample.Close(0.5 * (1 + (0.2 * 100 / 1000)), controller.Next(0.5, 5, 100));
        Sample.Close(0.5 * (1 - (0.2 * 100 / 1000)), controller.Next(0.5, -5, 100));
        Sample.Close(0.5 * (1 + (0.1 * 100 / 1000)), controller.Next(0.5, 0.11, 100), 1e-9);
        Assert.Equal(0.5, controller.Next(0.5, 0.1, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => controller.Next(-1, 0, 1));
    }
}
