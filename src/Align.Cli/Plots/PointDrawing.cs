using System.Xml.Linq;
using Align.Training.Studies;

namespace Align.Cli.Plots;

/// <summary>Draws curves with bands, and points with error bars, between two axes with a legend at the right.</summary>
internal sealed class PointDrawing
{
    private const double Width = 720;
    private const double Height = 420;
    private const double Left = 78;
    private const double Bottom = Height - 54;
    private const double Top = SvgPage.HeadHeight + 8;
    private const double LegendLine = 20;

    private readonly Chart _chart;
    private readonly SvgPage _page;
    private readonly double _right;
    private readonly AxisScale _x;
    private readonly AxisScale _y;

    private PointDrawing(Chart chart)
    {
        _chart = chart;
        var legend = 44 + chart.Series.Max(series => PlotStyle.WidthOf(series.Name));
        _right = Width - 20;
        _page = new SvgPage(chart, Width + legend, Math.Max(Height, Top + (LegendLine * chart.Series.Count) + 20));
        _x = new AxisScale([.. Points.Select(point => point.X), .. Points.SelectMany(point => Ends(point.XInterval))], Left, _right, 7);
        _y = new AxisScale(YValues(), Bottom, Top, 6);
    }

    private IEnumerable<ChartPoint> Points => _chart.Series.SelectMany(series => series.Points);

    /// <summary>The drawing of a line or scatter chart with at least one point.</summary>
    public static XElement Of(Chart chart)
    {
        var drawing = new PointDrawing(chart);
        drawing.Axes();
        drawing.Legend();
        if (chart.Kind == PlotKind.Line)
        {
            drawing.Curves();
        }
        else
        {
            drawing.Frontiers();
        }
        return drawing._page.Root;
    }

    // Of two or three seeds the bands can be many times as high as all curves together; then they are cut, and the curves stay readable.
    private double[] YValues()
    {
        double[] means = [.. Points.Select(point => point.Y)];
        double[] ends = [.. Points.SelectMany(point => Ends(point.YInterval))];
        var (low, high) = (means.Min(), means.Max());
        var reach = 1.5 * (high - low);
        return _chart.Kind == PlotKind.Line && reach > 0
            ? [.. means, .. ends.Select(end => Math.Clamp(end, low - reach, high + reach))]
            : [.. means, .. ends];
    }

    private void Axes()
    {
        foreach (var (value, text) in _y.Ticks())
        {
            _page.Line(Left, _y.At(value), _right, _y.At(value), "grid");
            _page.Text(Left - 8, _y.At(value) + 4, text, "quiet", "end");
        }
        foreach (var (value, text) in _x.Ticks())
        {
            _page.Line(_x.At(value), Bottom, _x.At(value), Bottom + 5, "axis");
            _page.Text(_x.At(value), Bottom + 19, text, "quiet", "middle");
        }
        _page.Line(Left, Bottom, _right, Bottom, "axis");
        _page.Text((Left + _right) / 2, Bottom + 42, _chart.XLabel, "", "middle");
        _page.TextUpwards(20, (Top + Bottom) / 2, _chart.YLabel);
    }

    private void Legend()
    {
        for (var index = 0; index < _chart.Series.Count; index++)
        {
            var (series, y) = (_chart.Series[index], Top + 8 + (index * LegendLine));
            var colour = PlotStyle.ColourClass(series.Colour);
            if (_chart.Kind == PlotKind.Line)
            {
                _page.Line(_right + 14, y, _right + 38, y, $"{colour} curve", PlotStyle.Dash(series.Dash));
            }
            else
            {
                _page.Mark(_right + 26, y, series.Colour, $"{colour} mark");
            }
            _page.Text(_right + 46, y + 4, series.Name, "", "start");
        }
    }

    private void Curves()
    {
        var band = _chart.Series.Count > 4 ? "faint band" : "band";
        var clip = _page.Clip(Left, Top - 1, _right - Left, Bottom - Top + 2);
        foreach (var series in _chart.Series.Where(series => series.Points.Count > 1 && series.Points.All(point => point.YInterval is not null)))
        {
            var upper = series.Points.Select(point => (_x.At(point.X), _y.At(point.YInterval!.Value.High)));
            var lower = series.Points.Reverse().Select(point => (_x.At(point.X), _y.At(point.YInterval!.Value.Low)));
            _page.Path(upper.Concat(lower), $"{PlotStyle.ColourClass(series.Colour)} {band}", closed: true, clip: clip);
        }
        foreach (var series in _chart.Series)
        {
            var colour = PlotStyle.ColourClass(series.Colour);
            _page.Path(series.Points.Select(Place), $"{colour} curve", dash: PlotStyle.Dash(series.Dash));
            if (series.Points.Count <= 12)
            {
                series.Points.ToList().ForEach(point => _page.Mark(_x.At(point.X), _y.At(point.Y), series.Colour, $"{colour} mark"));
            }
        }
    }

    private void Frontiers()
    {
        foreach (var series in _chart.Series)
        {
            var colour = PlotStyle.ColourClass(series.Colour);
            if (series.Points.Count > 1)
            {
                _page.Path(series.Points.Select(Place), $"{colour} thin", dash: "3 3");
            }
            foreach (var point in series.Points)
            {
                ErrorBars(point, $"{colour} whisker");
                _page.Mark(_x.At(point.X), _y.At(point.Y), series.Colour, $"{colour} mark");
            }
        }
    }

    private void ErrorBars(ChartPoint point, string style)
    {
        var (x, y) = Place(point);
        if (point.YInterval is { } vertical)
        {
            _page.Line(x, _y.At(vertical.Low), x, _y.At(vertical.High), style);
            _page.Line(x - 3, _y.At(vertical.Low), x + 3, _y.At(vertical.Low), style);
            _page.Line(x - 3, _y.At(vertical.High), x + 3, _y.At(vertical.High), style);
        }
        if (point.XInterval is { } level)
        {
            _page.Line(_x.At(level.Low), y, _x.At(level.High), y, style);
            _page.Line(_x.At(level.Low), y - 3, _x.At(level.Low), y + 3, style);
            _page.Line(_x.At(level.High), y - 3, _x.At(level.High), y + 3, style);
        }
    }

    private (double X, double Y) Place(ChartPoint point) => (_x.At(point.X), _y.At(point.Y));

    private static IEnumerable<double> Ends(Align.Algorithms.Statistics.ConfidenceInterval? interval) =>
        interval is { } ends ? [ends.Low, ends.High] : [];
}
