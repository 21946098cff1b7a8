using Align.Training.Metrics;

namespace Align.Training.Studies;

/// <summary>The curve of a cell: at each step that every finished seed has, the mean over seeds.</summary>
internal static class LineSeries
{
    private const int MostPoints = 400;

    /// <summary>The curve.</summary>
    public static ChartSeries Of(StudyResults results, PlotConfig plot, StudyCell cell, (int Colour, int Dash) style)
    {
        var seeds = results.Study.Config.Seeds
            .Select(seed => results.LogOf(cell, seed))
            .OfType<IReadOnlyList<MetricsRecord>>()
            .Select(log => Smooth([.. Points(log, plot, results.Study.Config)], plot.Smooth))
            .ToArray();
        var steps = seeds.Length == 0 ? [] : Thin([.. seeds[0].Keys.Where(step => seeds.All(points => points.ContainsKey(step))).Order()]);
        return new ChartSeries(cell.Text, style.Colour, style.Dash, [.. steps.Select(step => Mean([.. seeds.Select(points => points[step])], results.Study.Config.Confidence))]);
    }

    private static IEnumerable<(long Step, double X, double Y)> Points(IReadOnlyList<MetricsRecord> log, PlotConfig plot, StudyConfig study)
    {
        var (y, x) = (Source(plot.Y, study), Source(plot.X, study));
        var stage = plot.Stage ?? y.Stage;
        for (var index = 0; index < log.Count; index++)
        {
            var line = log[index];
            var step = stage is null ? index + 1 : line.Step;
            var there = plot.X == PlotConfig.Step ? step : line.Find(x.Metric);
            if ((stage is null || line.Stage == stage) && there is { } place && line.Find(y.Metric) is { } value && double.IsFinite(place) && double.IsFinite(value))
            {
                yield return (step, place, value);
            }
        }
    }

    private static (string Metric, string? Stage) Source(string name, StudyConfig study) =>
        study.Metrics.TryGetValue(name, out var column) ? (column.Metric, column.Stage) : (name, null);

    private static Dictionary<long, (double X, double Y)> Smooth((long Step, double X, double Y)[] points, int width) =>
        points.Select((point, index) => (point.Step, point.X, Y: points[Math.Max(0, index - width + 1)..(index + 1)].Average(near => near.Y)))
            .ToDictionary(point => point.Step, point => (point.X, point.Y));

    // More points than pixels only make the file longer; the last one is the result and stays.
    private static IEnumerable<long> Thin(long[] steps)
    {
        var stride = (steps.Length + MostPoints - 1) / MostPoints;
        return steps.Where((_, index) => (steps.Length - 1 - index) % Math.Max(stride, 1) == 0);
    }

    private static ChartPoint Mean((double X, double Y)[] seeds, double confidence)
    {
        var y = SeedSummary.Of([.. seeds.Select(point => point.Y)], 0, confidence);
        return new ChartPoint(seeds.Average(point => point.X), y.Mean!.Value, null, y.Interval);
    }
}
