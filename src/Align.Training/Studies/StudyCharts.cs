using System.Globalization;

namespace Align.Training.Studies;

/// <summary>From results to charts.</summary>
public static class StudyCharts
{
    /// <summary>The chart that a plot asks for. What has no finite value is left out.</summary>
    public static Chart Of(StudyResults results, PlotConfig plot)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(plot);
        var study = results.Study;
        var series = plot.Kind switch
        {
            PlotKind.Line => Cells(study, plot).Select(cell => LineSeries.Of(results, plot, cell, Style(study, cell))),
            PlotKind.Scatter => Cells(study, plot).GroupBy(cell => cell.Arm, (_, cells) => Frontier(results, plot, [.. cells])),
            _ => Cells(study, plot).Select(cell => Bar(results, plot, cell)),
        };
        var isBar = plot.Kind == PlotKind.Bar;
        var value = plot.YLabel ?? LabelOf(study, plot.Y);
        return new Chart(
            plot.Kind,
            plot.Title ?? "",
            CaptionOf(study, plot),
            isBar ? value : plot.XLabel ?? LabelOf(study, plot.X),
            isBar ? "" : value,
            [.. series.Where(one => one.Points.Count > 0)]);
    }

    private static IEnumerable<StudyCell> Cells(Study study, PlotConfig plot) =>
        study.Cells.Where(cell => plot.Arms.Count == 0 || plot.Arms.Contains(cell.Arm));

    private static (int Colour, int Dash) Style(Study study, StudyCell cell)
    {
        var arm = study.Config.Arms.Keys.ToList().IndexOf(cell.Arm);
        var point = study.Cells.Where(other => other.Arm == cell.Arm).ToList().IndexOf(cell);
        return (arm, point);
    }

    private static ChartSeries Frontier(StudyResults results, PlotConfig plot, StudyCell[] cells)
    {
        var points = cells.Select(cell => PointOf(Summary(results, cell, plot.X), Summary(results, cell, plot.Y))).OfType<ChartPoint>();
        return new ChartSeries(cells[0].Arm, Style(results.Study, cells[0]).Colour, 0, [.. points.OrderBy(point => point.X)]);
    }

    private static ChartSeries Bar(StudyResults results, PlotConfig plot, StudyCell cell)
    {
        var summary = Summary(results, cell, plot.Y);
        var (colour, dash) = Style(results.Study, cell);
        return new ChartSeries(cell.Text, colour, dash, summary.Mean is { } mean ? [new ChartPoint(0, mean, null, summary.Interval)] : []);
    }

    private static ChartPoint? PointOf(SeedSummary x, SeedSummary y) =>
        x.Mean is { } there && y.Mean is { } value ? new ChartPoint(there, value, x.Interval, y.Interval) : null;

    private static SeedSummary Summary(StudyResults results, StudyCell cell, string column) =>
        results.Cells.Summary(cell, results.Cells.Columns.First(candidate => candidate.Name == column));

    private static string LabelOf(Study study, string name) =>
        study.Config.Metrics.TryGetValue(name, out var column) ? column.Label ?? name : name;

    private static string CaptionOf(Study study, PlotConfig plot)
    {
        var seeds = study.Config.Seeds.Count;
        if (seeds < 2)
        {
            return "one seed: no intervals";
        }
        var smooth = plot is { Kind: PlotKind.Line, Smooth: > 1 } ? string.Create(CultureInfo.InvariantCulture, $", each point the mean of {plot.Smooth}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"mean over {seeds} seeds with {100 * study.Config.Confidence:0.##} % interval{smooth}");
    }
}
