using Align.Core;
using Align.Training.Rollouts;

namespace Align.Tests.Training.Rollouts;

public class RolloutMetricsTests
{
    [Fact]
    public void Rewards_of_a_step_are_summed_up_by_group()
    {
        var metrics = new Dictionary<string, double>();
        RolloutMetrics.AddTo(metrics, [Group(Right, Wrong), Group(Right, Right), Group(Fault, Fault)]);
        // Judged: 1, 0 | 1, 1. Means 3/4; deviations √½ and 0; of all four, √(3·(1/4)² + (3/4)²)/√3 = ½.
        Assert.Equal(0.75, metrics["reward"], 12);
        Assert.Equal(Math.Sqrt(0.5) / 2, metrics["reward_std"], 12);
        Assert.Equal(0.5, metrics["frac_reward_zero_std"], 12);
        Assert.Equal(0.75, metrics["rewards/correct/mean"], 12);
        Assert.Equal(0.5, metrics["rewards/correct/std"], 12);
        Assert.Equal(1 / 3.0, metrics["rewards/unscorable_fraction"], 12);
    }

    private static RewardOutcome Right => new RewardOutcome.Scored(1, new Dictionary<string, double> { ["correct"] = 1 });

    private static RewardOutcome Wrong => new RewardOutcome.Scored(0, new Dictionary<string, double> { ["correct"] = 0 });

    private static RewardOutcome Fault => new RewardOutcome.Unscorable(new RewardFault(RewardFaultKind.Threw, "boom"));

    private static RolloutGroup Group(params RewardOutcome[] outcomes)
    {
        var prompt = new Prompt(1, "1+1=");
        return new RolloutGroup(prompt, [.. outcomes.Select((outcome, i) => new Trajectory(
            prompt, [3], new Completion(1, i, [5], "2", [-1f], 0, FinishReason.Stop), outcome))]);
    }
}
