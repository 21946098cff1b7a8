using System.Xml.Linq;
using Align.Algorithms.Statistics;
using Align.Cli.Plots;
using Align.Training.Studies;

namespace Align.Tests.Cli.Plots;

public sealed class SvgPlotTests
{
    private static readonly ChartPoint[] s_points = [Point(1, 0.2), Point(2, 0.4), Point(3, 0.3)];

    [Theory]
    [InlineData(PlotKind.Line, "path", "band", 2)]
    [InlineData(PlotKind.Line, "path", "curve", 2)]
    [InlineData(PlotKind.Scatter, "line", "whisker", 2 * 3 * 6)]
    [InlineData(PlotKind.Bar, "rect", "bar", 2)]
    public void Every_series_is_drawn(PlotKind kind, string element, string style, int count) =>
        Assert.Equal(count, Elements(Chart(kind), element).Count(found => ((string?)found.Attribute("class"))!.Split(' ').Contains(style)));

    [Theory]
    [InlineData(PlotKind.Line)]
    [InlineData(PlotKind.Scatter)]
    [InlineData(PlotKind.Bar)]
    public void Axes_and_series_are_named_and_equal_charts_have_equal_bytes(PlotKind kind)
    {
        var svg = SvgPlot.Of(Chart(kind));

        Assert.Equal(svg, SvgPlot.Of(Chart(kind)));
        var texts = Elements(Chart(kind), "text").Select(text => text.Value).ToArray();
        Assert.Contains("a <b>", texts);
        Assert.Contains("KL (nats)", texts);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_of_a_line_plot_lies_on_the_page()
    {
        var root = XDocument.Parse(SvgPlot.Of(Chart(PlotKind.Line))).Root!;
        var (width, height) = ((double)root.Attribute("width")!, (double)root.Attribute("height")!);
        var places = Elements(Chart(PlotKind.Line), "path").SelectMany(path => ((string)path.Attribute("d")!).Split(['M', 'L', 'Z'], StringSplitOptions.RemoveEmptyEntries))
            .Select(pair => pair.Split(' ').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToArray();

        Assert.NotEmpty(places);
        Assert.All(places, place => Assert.True(place[0] >= 0 && place[0] <= width && place[1] >= 0 && place[1] <= height));
    }

    [Fact]
    public void A_chart_without_values_says_so() =>
        Assert.Contains("no values", SvgPlot.Of(Chart(PlotKind.Bar) with { Series = [] }), StringComparison.Ordinal);

    [Fact]
    public void A_single_value_has_an_axis_around_it()
    {
        var chart = Chart(PlotKind.Line) with { Series = [new ChartSeries("one", 0, 0, [new ChartPoint(5, 0.5, null, null)])] };
        Assert.DoesNotContain("NaN", SvgPlot.Of(chart), StringComparison.Ordinal);
    }

    // 0.07 to 0.93 with about six ticks: steps of 0.2 from 0 to 1.
    [Fact]
    public void Ticks_are_round_numbers_around_the_values()
    {
        var scale = new AxisScale([0.07, 0.93], 0, 100, 6);

        Assert.Equal(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], scale.Ticks().Select(tick => tick.Text));
        Assert.Equal(50, scale.At(0.5), 9);
    }

    [Theory]
    [InlineData(0.0, 120000000.0, "1e+8")]
    [InlineData(-3.0, 5.0, "−2")]
    [InlineData(0.00001, 0.00009, "4e-5")]
    public void Ticks_have_the_digits_that_they_need(double low, double high, string tick) =>
        Assert.Contains(tick, new AxisScale([low, high], 0, 100, 6).Ticks().Select(one => one.Text));

    private static Chart Chart(PlotKind kind) => new(
        kind,
        "Reward",
        "mean over 3 seeds",
        "KL (nats)",
        kind == PlotKind.Bar ? "" : "reward",
        [new ChartSeries("a <b>", 0, 0, s_points), new ChartSeries("c", 1, 1, s_points)]);

    private static ChartPoint Point(double x, double y) =>
        new(x, y, new ConfidenceInterval(x, x - 0.1, x + 0.1, 0.95), new ConfidenceInterval(y, y - 0.1, y + 0.1, 0.95));

    private static IEnumerable<XElement> Elements(Chart chart, string name) =>
        XDocument.Parse(SvgPlot.Of(chart)).Descendants().Where(element => element.Name.LocalName == name && (name == "text" || element.Attribute("class") is not null));
}
