using System.Collections.Immutable;
using Align.Core;
using Align.Training.Rollouts;

namespace Align.Tests.Training.Rollouts;

public class RolloutMetricsTests
{
    [Fact]
    public void Rewards_of_a_step_are_summed_up_by_group()
    {
        var metrics = new Dictionary<string, double>();
        RolloutMetrics.AddTo(metrics, [Group(Right, Wrong), Group(Right, Right), Group(Fault(), Fault())]);
        // Judged: 1, 0 | 1, 1. Means 3/4; deviations √½ and 0; of all four, √(3·(1/4)² + (3/4)²)/√3 = ½.
        Assert.Equal(0.75, metrics["reward"], 12);
        Assert.Equal(Math.Sqrt(0.5) / 2, metrics["reward_std"], 12);
        Assert.Equal(0.5, metrics["frac_reward_zero_std"], 12);
        Assert.Equal(0.75, metrics["rewards/correct/mean"], 12);
        Assert.Equal(0.5, metrics["rewards/correct/std"], 12);
        Assert.Equal(1 / 3.0, metrics["rewards/unscorable_fraction"], 12);
    }

    [Fact]
    public void Faults_are_counted_by_kind_and_by_reward_and_kind()
    {
        var both = WeightedSum.Combine([new("slow", 1, Fault(RewardFaultKind.TimedOut)), new("odd", 1, Fault(RewardFaultKind.Threw))]);
        var one = WeightedSum.Combine([new("slow", 1, Right), new("odd", 1, Fault(RewardFaultKind.Threw))]);
        // Both are finite, their sum is not: no reward is to blame.
        var sum = WeightedSum.Combine([new("slow", 1, new RewardOutcome.Scored(double.MaxValue)), new("odd", 1, new RewardOutcome.Scored(double.MaxValue))]);
        var groups = ImmutableArray.Create(Group(both, one), Group(sum, Right), Group(one, one));
        var metrics = new Dictionary<string, double>();
        RolloutMetrics.AddTo(metrics, groups);
        Assert.Equal(
            [("rewards/faults/not_finite", 1.0), ("rewards/faults/threw", 3), ("rewards/faults/timed_out", 1), ("rewards/odd/faults/threw", 4), ("rewards/slow/faults/timed_out", 1)],
            metrics.Where(metric => metric.Key.Contains("faults", StringComparison.Ordinal)).Select(metric => (metric.Key, metric.Value)).Order());
        Assert.Equal(
            [new("", RewardFaultKind.NotFinite, 2), new("odd", RewardFaultKind.Threw, 8), new("slow", RewardFaultKind.TimedOut, 2)],
            RewardFaults.Of(groups).With(RewardFaults.None).With(RewardFaults.Of(groups)).Counts.AsEnumerable());
    }

    private static RewardOutcome Right => new RewardOutcome.Scored(1, new Dictionary<string, double> { ["correct"] = 1 });

    private static RewardOutcome Wrong => new RewardOutcome.Scored(0, new Dictionary<string, double> { ["correct"] = 0 });

    private static RewardOutcome.Unscorable Fault(RewardFaultKind kind = RewardFaultKind.Threw) => new(new RewardFault(kind, "boom"));

    private static RolloutGroup Group(params RewardOutcome[] outcomes)
    {
        var prompt = new Prompt(1, "1+1=");
        return new RolloutGroup(prompt, [.. outcomes.Select((outcome, i) => new Trajectory(
            prompt, [3], new Completion(1, i, [5], "2", [-1f], 0, FinishReason.Stop), outcome))]);
    }
}
