using System.Xml.Linq;
using Align.Training.Studies;

namespace Align.Cli.Plots;

/// <summary>Draws a horizontal bar from 0 for each series, with its interval as a whisker and its name at the left.</summary>
internal static class BarDrawing
{
    private const double PlotWidth = 520;
    private const double BarHeight = 18;
    private const double RowHeight = 28;
    private const double Top = SvgPage.HeadHeight + 8;

    /// <summary>The drawing of a bar chart with at least one bar.</summary>
    public static XElement Of(Chart chart)
    {
        var left = 28 + chart.Series.Max(series => PlotStyle.WidthOf(series.Name));
        var bottom = Top + (RowHeight * chart.Series.Count);
        var page = new SvgPage(chart, left + PlotWidth + 24, bottom + 56);
        var scale = new AxisScale([0, .. chart.Series.SelectMany(Values)], left, left + PlotWidth, 7);
        foreach (var (value, text) in scale.Ticks())
        {
            page.Line(scale.At(value), Top, scale.At(value), bottom, value == 0 ? "axis" : "grid");
            page.Text(scale.At(value), bottom + 16, text, "quiet", "middle");
        }
        page.Text(left + (PlotWidth / 2), bottom + 40, chart.XLabel, "", "middle");
        for (var index = 0; index < chart.Series.Count; index++)
        {
            Bar(page, scale, chart.Series[index], Top + (RowHeight * index) + (RowHeight / 2), left);
        }
        return page.Root;
    }

    private static void Bar(SvgPage page, AxisScale scale, ChartSeries series, double middle, double left)
    {
        var colour = PlotStyle.ColourClass(series.Colour);
        var point = series.Points[0];
        var (from, to) = (scale.At(Math.Min(0, point.Y)), scale.At(Math.Max(0, point.Y)));
        page.Text(left - 10, middle + 4, series.Name, "", "end");
        page.Rectangle(from, middle - (BarHeight / 2), to - from, BarHeight, $"{colour} bar");
        if (point.YInterval is { } interval)
        {
            var (low, high) = (scale.At(interval.Low), scale.At(interval.High));
            page.Line(low, middle, high, middle, "axis");
            page.Line(low, middle - 4, low, middle + 4, "axis");
            page.Line(high, middle - 4, high, middle + 4, "axis");
        }
    }

    private static IEnumerable<double> Values(ChartSeries series) =>
        series.Points[0] is { YInterval: { } interval } point ? [point.Y, interval.Low, interval.High] : [series.Points[0].Y];
}
