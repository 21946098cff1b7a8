using System.Collections.Immutable;
using Align.Algorithms.Statistics;
using Align.Core;

namespace Align.Training.Rollouts;

/// <summary>What a batch of judged groups shows before anything is learned from it; TRL's metric names.</summary>
internal static class RolloutMetrics
{
    /// <summary>Adds the metrics of <paramref name="groups"/>; nothing where there are none.</summary>
    public static void AddTo(Dictionary<string, double> metrics, ImmutableArray<RolloutGroup> groups)
    {
        var trajectories = groups.SelectMany(group => group.Trajectories).ToArray();
        if (trajectories.Length == 0)
        {
            return;
        }
        AddRewards(metrics, groups, trajectories);
        AddLengths(metrics, trajectories);
        metrics["rewards/unscorable_fraction"] = trajectories.Count(t => t.Outcome is RewardOutcome.Unscorable) / (double)trajectories.Length;
        metrics["rewards/skipped_fraction"] = trajectories.Count(t => t.Outcome is RewardOutcome.Skipped) / (double)trajectories.Length;
        AddFaults(metrics, trajectories, RewardFaults.Of(groups));
    }

    /// <summary>The first completion of each of the first <paramref name="count"/> groups: what a person should see of a step.</summary>
    public static ImmutableArray<Trajectory> FirstOfEach(ImmutableArray<RolloutGroup> groups, int count) =>
        [.. groups.Where(group => group.Trajectories.Length > 0).Take(count).Select(group => group.Trajectories[0])];

    private static void AddRewards(Dictionary<string, double> metrics, ImmutableArray<RolloutGroup> groups, Trajectory[] trajectories)
    {
        var scored = groups.SelectMany((group, index) => Scores(group.Trajectories).Select(score => (Score: score, Group: (long)index))).ToArray();
        if (scored.Length == 0)
        {
            return;
        }
        var summary = GroupRewardSummary.Of(Array.ConvertAll(scored, item => item.Score), Array.ConvertAll(scored, item => item.Group), []);
        metrics["reward"] = summary.Reward;
        metrics["reward_std"] = summary.RewardStd;
        metrics["frac_reward_zero_std"] = summary.FracRewardZeroStd;
        var parts = trajectories.Select(t => t.Outcome).OfType<RewardOutcome.Scored>().SelectMany(outcome => outcome.Details ?? new Dictionary<string, double>());
        foreach (var part in parts.GroupBy(part => part.Key, part => part.Value).OrderBy(part => part.Key, StringComparer.Ordinal))
        {
            double[] values = [.. part];
            var whole = GroupRewardSummary.Of(values, new long[values.Length], []);
            metrics[$"rewards/{part.Key}/mean"] = whole.Reward;
            metrics[$"rewards/{part.Key}/std"] = whole.RewardStd;
        }
    }

    private static void AddLengths(Dictionary<string, double> metrics, Trajectory[] trajectories)
    {
        var lengths = trajectories.Select(t => t.Completion.TokenIds.Length).ToArray();
        metrics["completions/mean_length"] = lengths.Average();
        metrics["completions/min_length"] = lengths.Min();
        metrics["completions/max_length"] = lengths.Max();
        metrics["completions/clipped_ratio"] = trajectories.Count(t => t.Completion.FinishReason == FinishReason.Length) / (double)trajectories.Length;
    }

    private static double[] Scores(ImmutableArray<Trajectory> trajectories) =>
        [.. trajectories.Select(t => t.Outcome).OfType<RewardOutcome.Scored>().Select(scored => scored.Value)];

    private static void AddFaults(Dictionary<string, double> metrics, Trajectory[] trajectories, RewardFaults faults)
    {
        foreach (var kind in trajectories.Select(t => t.Outcome).OfType<RewardOutcome.Unscorable>().GroupBy(outcome => outcome.Fault.Kind).OrderBy(kind => kind.Key))
        {
            metrics[$"rewards/faults/{RewardFaults.NameOf(kind.Key)}"] = kind.Count();
        }
        foreach (var one in faults.Counts.Where(one => one.Reward.Length > 0))
        {
            metrics[$"rewards/{one.Reward}/faults/{RewardFaults.NameOf(one.Kind)}"] = one.Completions;
        }
    }
}
