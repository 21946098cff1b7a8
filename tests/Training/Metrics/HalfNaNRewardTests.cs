using Align.Core;
using Align.Training.Rollouts;

namespace Align.Tests.Training.Metrics;

/// <summary>A reward that is NaN half the time must show. A logger that leaves NaN out of its means hides it: the mean of what is left looks clean.</summary>
public sealed class HalfNaNRewardTests
{
    private static readonly Prompt s_prompt = new(1, "1+1=");
    private static readonly double[] s_scores = [1, double.NaN, 0, double.NaN];

    [Fact]
    public void A_reward_that_is_NaN_half_the_time_is_half_unscorable()
    {
        var metrics = Metrics();

        Assert.Equal(0.5, metrics["rewards/unscorable_fraction"]);
        Assert.Equal(2, metrics["rewards/faults/not_finite"]);
    }

    [Fact]
    public void Its_mean_is_that_of_the_verdicts_and_stands_beside_the_share_that_has_none()
    {
        var metrics = Metrics();

        Assert.Equal(0.5, metrics["reward"]); // (1 + 0) / 2
        Assert.True(NaNFilteringMean(s_scores).Equals(metrics["reward"]), "the mean alone cannot tell the two apart");
        Assert.Contains("rewards/unscorable_fraction", metrics.Keys);
    }

    [Fact]
    public void Nothing_that_is_logged_is_NaN() => Assert.All(Metrics(), metric => Assert.True(double.IsFinite(metric.Value), metric.Key));

    private static Dictionary<string, double> Metrics()
    {
        var trajectories = s_scores.Select((score, i) => new Trajectory(
            s_prompt, [3], new Completion(1, i, [5], "2", [-1f], 0, FinishReason.Stop), WeightedSum.Combine([new WeightedOutcome("flaky", 1, new RewardOutcome.Scored(score))])));
        var metrics = new Dictionary<string, double>();
        RolloutMetrics.AddTo(metrics, [new RolloutGroup(s_prompt, [.. trajectories])]);
        return metrics;
    }

    // What TRL's log() does.
    private static double NaNFilteringMean(IEnumerable<double> scores) => scores.Where(score => !double.IsNaN(score)).Average();
}
