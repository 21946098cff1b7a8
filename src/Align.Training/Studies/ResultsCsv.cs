using System.Globalization;
using System.Text;
using Align.Algorithms.Statistics;

namespace Align.Training.Studies;

/// <summary>Results as comma-separated values, every digit kept; a value that is absent is empty.</summary>
public static class ResultsCsv
{
    /// <summary>One row for each cell and seed.</summary>
    /// <param name="study">The study.</param>
    /// <param name="table">The values.</param>
    /// <param name="withGrid">Whether the rows are points of the grid.</param>
    public static string Rows(Study study, ObservationTable table, bool withGrid)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(table);
        IEnumerable<string> axes = withGrid ? study.Config.Grid.Keys : [];
        var text = new StringBuilder();
        Append(text, ["arm", .. axes, "seed", .. table.Columns.Select(column => column.Name)]);
        foreach (var row in table.Rows)
        {
            foreach (var seed in table.Seeds)
            {
                Append(text, [
                    row.Arm,
                    .. row.Point.Select(value => value.Value),
                    seed.ToString(CultureInfo.InvariantCulture),
                    .. table.Columns.Select(column => NumberText.Exact(table.ValueOf(row, column, seed)))]);
            }
        }
        return text.ToString();
    }

    /// <summary>One row for each arm that something was chosen for.</summary>
    public static string Incumbents(StudyResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder();
        Append(text, ["arm", .. results.Study.Config.Grid.Keys, $"mean {results.Study.Config.TuneBy}"]);
        foreach (var chosen in results.Incumbents)
        {
            Append(text, [chosen.Cell.Arm, .. chosen.Cell.Point.Select(value => value.Value), NumberText.Exact(chosen.Summary.Mean)]);
        }
        return text.ToString();
    }

    /// <summary>One row for each comparison.</summary>
    public static string Differences(IEnumerable<StudyDifference> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        var text = new StringBuilder();
        Append(text, ["first", "second", "grid", "quantity", "seeds", "difference", "low", "high", "verdict"]);
        foreach (var compared in differences)
        {
            ConfidenceInterval? interval = compared.Difference?.Interval;
            Append(text, [
                compared.First.Arm,
                compared.Second.Arm,
                compared.First.PointText,
                compared.Quantity.Name,
                (compared.Difference?.Pairs ?? 0).ToString(CultureInfo.InvariantCulture),
                NumberText.Exact(interval?.Estimate),
                NumberText.Exact(interval?.Low),
                NumberText.Exact(interval?.High),
                compared.Verdict]);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> fields) =>
        text.AppendJoin(',', fields.Select(Field)).Append('\n');

    private static string Field(string value) => value.AsSpan().ContainsAny(",\"\n")
        ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;
}
