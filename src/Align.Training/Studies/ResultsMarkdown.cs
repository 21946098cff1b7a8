using System.Globalization;
using System.Text;
using Align.Algorithms.Statistics;
using Align.Training.Configuration.Planning;

namespace Align.Training.Studies;

/// <summary>Results as a page of Markdown: the table, the comparisons, the notes.</summary>
public static class ResultsMarkdown
{
    /// <summary>The page.</summary>
    public static string Of(StudyResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var (study, page) = (results.Study.Config, new StringBuilder());
        Line(page, $"# {study.Name}");
        Line(page, $"");
        Line(page, $"Mean over {Counted.Of(study.Seeds.Count, "seed")} ({string.Join(", ", study.Seeds)}) ± half-width of Student's {100 * study.Confidence:0.##} % interval.");
        Seeds(page, results.Study);
        Table(page, results.Cells, withPoints: study.Grid.Count > 0);
        if (results.Incumbents.Count > 0)
        {
            Incumbents(page, results);
        }
        if (results.AcrossGrid.Columns.Count > 0)
        {
            Section(page, "Along the grid");
            Table(page, results.AcrossGrid, withPoints: false);
        }
        if (results.Differences.Count > 0)
        {
            Differences(page, results);
        }
        if (results.Notes.Count > 0)
        {
            Section(page, "Notes");
            Line(page, $"");
            foreach (var note in results.Notes)
            {
                Line(page, $"* {note}");
            }
        }
        return page.ToString();
    }

    private static void Seeds(StringBuilder page, Study study)
    {
        if (study.ReportedSeeds.Count > 0)
        {
            Line(page, $"These are tuning seeds: they choose, and are not reported. The report's seeds are {string.Join(", ", study.ReportedSeeds)}.");
        }
        else if (study.Config.TuningSeeds.Count > 0)
        {
            Line(page, $"Hyper-parameters were chosen on other seeds ({string.Join(", ", study.Config.TuningSeeds)}).");
        }
    }

    private static void Incumbents(StringBuilder page, StudyResults results)
    {
        Section(page, "Chosen");
        Line(page, $"");
        Line(page, $"For each arm, the point with the best mean {results.Study.Config.TuneBy}. The best of several means is biased for the better: what it is worth, the report's seeds tell.");
        Line(page, $"");
        Row(page, ["arm", "grid", results.Study.Config.TuneBy!]);
        Row(page, ["---", "---", "---"]);
        foreach (var chosen in results.Incumbents)
        {
            Row(page, [chosen.Cell.Arm, chosen.Cell.PointText, NumberText.Of(chosen.Summary)]);
        }
    }

    private static void Table(StringBuilder page, ObservationTable table, bool withPoints)
    {
        Line(page, $"");
        Row(page, ["arm", .. withPoints ? ["grid"] : Array.Empty<string>(), .. table.Columns.Select(Heading)]);
        Row(page, [.. Enumerable.Repeat("---", (withPoints ? 2 : 1) + table.Columns.Count)]);
        foreach (var row in table.Rows)
        {
            Row(page, [row.Arm, .. withPoints ? [row.PointText] : Array.Empty<string>(), .. table.Columns.Select(column => NumberText.Of(table.Summary(row, column)))]);
        }
    }

    private static string Heading(Quantity quantity) => quantity.Name + quantity.Direction switch
    {
        MetricDirection.Higher => " ↑",
        MetricDirection.Lower => " ↓",
        _ => "",
    };

    private static void Differences(StringBuilder page, StudyResults results)
    {
        Section(page, "Comparisons");
        Line(page, $"");
        Line(page, $"First − second, paired by seed. Where the interval holds 0, the number of seeds is the one that finds the difference seen with a power of 80 %.");
        Line(page, $"");
        Row(page, ["first", "second", "grid", "quantity", "difference", "interval", "verdict"]);
        Row(page, [.. Enumerable.Repeat("---", 7)]);
        foreach (var compared in results.Differences)
        {
            ConfidenceInterval? interval = compared.Difference?.Interval;
            Row(page, [
                compared.First.Arm,
                compared.Second.Arm,
                compared.First.PointText,
                compared.Quantity.Name,
                interval is { } mean ? NumberText.Of(mean) : "",
                interval is { } ends ? NumberText.Ends(ends) : "",
                compared.Verdict]);
        }
    }

    private static void Section(StringBuilder page, string title) => Line(page, $"\n## {title}");

    private static void Row(StringBuilder page, IEnumerable<string> fields) =>
        page.Append("| ").AppendJoin(" | ", fields.Select(field => field.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");

    private static void Line(StringBuilder page, FormattableString text) =>
        page.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
