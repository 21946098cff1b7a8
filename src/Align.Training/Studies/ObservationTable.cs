using Align.Algorithms.Statistics;
using Align.Training.Configuration;

namespace Align.Training.Studies;

/// <summary>A quantity that was observed: a column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Direction">Which way is better.</param>
public sealed record Quantity(string Name, MetricDirection? Direction);

/// <summary>Observed values by cell, quantity and seed.</summary>
public sealed class ObservationTable
{
    private readonly Dictionary<(StudyCell Row, string Column, long Seed), double?> _values;
    private readonly double _confidence;

    /// <summary>A table of values.</summary>
    /// <param name="study">Its seeds and its confidence.</param>
    /// <param name="rows">The cells.</param>
    /// <param name="columns">The quantities.</param>
    /// <param name="valueOf">The value of a cell, a quantity and a seed; <see langword="null"/> where there is none.</param>
    internal ObservationTable(StudyConfig study, IReadOnlyList<StudyCell> rows, IReadOnlyList<Quantity> columns, Func<StudyCell, Quantity, long, double?> valueOf)
    {
        (Rows, Columns, Seeds, _confidence) = (rows, columns, study.Seeds, study.Confidence);
        _values = (from row in rows from column in columns from seed in study.Seeds select (row, column, seed))
            .ToDictionary(at => (at.row, at.column.Name, at.seed), at => valueOf(at.row, at.column, at.seed));
    }

    /// <summary>The cells.</summary>
    public IReadOnlyList<StudyCell> Rows { get; }

    /// <summary>The quantities.</summary>
    public IReadOnlyList<Quantity> Columns { get; }

    /// <summary>The seeds.</summary>
    public ValueList<long> Seeds { get; }

    /// <summary>An observed value; <see langword="null"/> where there is none.</summary>
    public double? ValueOf(StudyCell row, Quantity column, long seed)
    {
        ArgumentNullException.ThrowIfNull(column);
        return _values[(row, column.Name, seed)];
    }

    /// <summary>Mean and interval over seeds.</summary>
    public SeedSummary Summary(StudyCell row, Quantity column)
    {
        var values = Seeds.Select(seed => ValueOf(row, column, seed)).OfType<double>().Where(double.IsFinite).ToArray();
        return SeedSummary.Of(values, Seeds.Count - values.Length, _confidence);
    }

    /// <summary>The difference of two cells, seed by seed; <see langword="null"/> where fewer than two seeds have both.</summary>
    public PairedDifference? Difference(StudyCell first, StudyCell second, Quantity column)
    {
        var pairs = (from seed in Seeds
                     let one = ValueOf(first, column, seed)
                     let other = ValueOf(second, column, seed)
                     where one is { } a && other is { } b && double.IsFinite(a) && double.IsFinite(b)
                     select (First: one!.Value, Second: other!.Value)).ToArray();
        return pairs.Length < 2
            ? null
            : PairedDifference.Of([.. pairs.Select(pair => pair.First)], [.. pairs.Select(pair => pair.Second)], _confidence);
    }
}

/// <summary>A mean over seeds.</summary>
/// <param name="Observed">Seeds that have a finite value.</param>
/// <param name="Missing">Seeds that have none.</param>
/// <param name="Mean">The mean; <see langword="null"/> without values.</param>
/// <param name="Interval">Student's t interval; <see langword="null"/> with fewer than two values.</param>
public sealed record SeedSummary(int Observed, int Missing, double? Mean, ConfidenceInterval? Interval)
{
    /// <summary>The summary of finite values.</summary>
    public static SeedSummary Of(double[] values, int missing, double confidence)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(
            values.Length,
            missing,
            values.Length == 0 ? null : values.Average(),
            values.Length < 2 ? null : ConfidenceIntervals.Student(values, confidence));
    }
}
