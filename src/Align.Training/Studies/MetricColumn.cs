using System.ComponentModel.DataAnnotations;
using Align.Training.Metrics;

namespace Align.Training.Studies;

/// <summary>What a column of the table holds for a run: one number from its <c>metrics.jsonl</c>.</summary>
public sealed record MetricColumn
{
    /// <summary>The metric's name in the log, such as <c>eval/pass@1</c>. Metrics of the clock are refused: results must repeat.</summary>
    [MinLength(1)]
    public required string Metric { get; init; }

    /// <summary>The name of the stage whose lines count; without it, those of every stage.</summary>
    public string? Stage { get; init; }

    /// <summary>Which way is better; without it, comparisons say higher and lower only.</summary>
    public MetricDirection? Direction { get; init; }

    /// <summary>How the lines that have the metric become one number.</summary>
    public MetricReduction Reduce { get; init; } = MetricReduction.Last;

    /// <summary>Only the last so many of these lines count; without it, all. 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public int? LastSteps { get; init; }

    /// <summary>The name on the axes of plots, with its unit; without it, the column's name.</summary>
    public string? Label { get; init; }

    /// <summary>Whether a line of the log counts.</summary>
    public bool Takes(MetricsRecord line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return Stage is null || line.Stage == Stage;
    }

    /// <summary>The column's value for a run; <see langword="null"/> where no line has the metric.</summary>
    /// <param name="log">The run's log, in order.</param>
    public double? ValueOf(IEnumerable<MetricsRecord> log)
    {
        var values = log.Where(Takes).Select(line => line.Find(Metric)).OfType<double>().TakeLast(LastSteps ?? int.MaxValue).ToArray();
        return values.Length == 0 ? null : Reduce switch
        {
            MetricReduction.First => values[0],
            MetricReduction.Mean => values.Average(),
            MetricReduction.Min => values.Min(),
            MetricReduction.Max => values.Max(),
            _ => values[^1],
        };
    }
}

/// <summary>Which way a metric is better.</summary>
public enum MetricDirection
{
    /// <summary>More is better.</summary>
    Higher,

    /// <summary>Less is better.</summary>
    Lower,
}

/// <summary>How the values of a metric in a run become one number.</summary>
public enum MetricReduction
{
    /// <summary>The last one.</summary>
    Last,

    /// <summary>The first one.</summary>
    First,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The least.</summary>
    Min,

    /// <summary>The greatest. Chosen among noisy values, it is biased upwards.</summary>
    Max,
}
