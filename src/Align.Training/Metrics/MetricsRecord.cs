namespace Align.Training.Metrics;

/// <summary>The metrics of one step: one line of <c>metrics.jsonl</c>.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Step">Steps done in the stage.</param>
/// <param name="Values">Name and value, written in this order; names are distinct and none is <c>stage</c> or <c>step</c>.</param>
public sealed record MetricsRecord(string Stage, long Step, IReadOnlyList<KeyValuePair<string, double>> Values)
{
    /// <summary>The value of a metric; <see langword="null"/> where the step has none.</summary>
    public double? Find(string name)
    {
        foreach (var (key, value) in Values)
        {
            if (key == name)
            {
                return value;
            }
        }
        return null;
    }

    /// <summary>Whether a metric tells of the clock: it differs between two runs that are alike in everything else.</summary>
    /// <remarks>These are the names under <c>timing_s/</c> and <c>perf/</c>, and <c>wall_clock</c>; no other metric may depend on the clock.</remarks>
    public static bool TellsOfTheClock(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith("timing_s/", StringComparison.Ordinal) || name.StartsWith("perf/", StringComparison.Ordinal) || name == "wall_clock";
    }
}
