namespace Align.Algorithms.RolloutAllocation;

/// <summary>The metrics of a step's second stage.</summary>
internal static class DarsMetrics
{
    // Quarters of the accuracy over both stages.
    private static readonly (double From, double To, string Name)[] s_quarters =
    [
        (0, 0.25, "dars/cumulative_advantage_u0_25"),
        (0.25, 0.5, "dars/cumulative_advantage_u25_50"),
        (0.5, 0.75, "dars/cumulative_advantage_u50_75"),
        (0.75, 1, "dars/cumulative_advantage_u75_100"),
    ];

    /// <summary>By name; those without a value are left out.</summary>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyList<AllocatedGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var metrics = new Dictionary<string, double>();
        if (groups.Count == 0)
        {
            return metrics;
        }
        var summary = TwoStageSummary.Of([.. groups.Select(group => group.First)], [.. groups.Select(Second)]);
        metrics["dars/extra_rollouts"] = groups.Sum(group => (double)group.Extra);
        metrics["dars/extra_prompts"] = groups.Count(group => group.Extra > 0);
        metrics["dars/saved"] = summary.Saved;
        metrics["dars/unsolved"] = summary.Unsolved;
        metrics["dars/solved"] = summary.Solved;
        foreach (var (from, to, name) in s_quarters)
        {
            var weights = groups.Where(group => group.Kept && group.All.Accuracy >= from && group.All.Accuracy < to).Select(group => group.CumulativeAdvantage).ToArray();
            if (weights.Length > 0)
            {
                metrics[name] = weights.Average();
            }
        }
        return metrics;
    }

    private static RolloutCounts Second(AllocatedGroup group) =>
        new(group.All.Successes - group.First.Successes, group.All.Scored - group.First.Scored);
}
