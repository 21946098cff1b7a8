using System.Globalization;
using System.Xml.Linq;
using Align.Training.Studies;

namespace Align.Cli.Plots;

/// <summary>An SVG page under construction, with its title and its style sheet.</summary>
internal sealed class SvgPage
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>Where the title and the caption end.</summary>
    public const double HeadHeight = 44;

    /// <summary>A page with the chart's words above.</summary>
    public SvgPage(Chart chart, double width, double height)
    {
        var title = chart.Title.Length > 0 ? chart.Title : chart.YLabel.Length > 0 ? $"{chart.YLabel} against {chart.XLabel}" : chart.XLabel;
        Root = new XElement(
            s_svg + "svg",
            new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"),
            new XAttribute("width", Number(width)),
            new XAttribute("height", Number(height)),
            new XAttribute("role", "img"),
            new XElement(s_svg + "title", title),
            new XElement(s_svg + "desc", chart.Caption),
            new XElement(s_svg + "style", PlotStyle.Sheet),
            new XElement(s_svg + "rect", new XAttribute("class", "page"), new XAttribute("width", Number(width)), new XAttribute("height", Number(height))));
        Text(16, 20, title, "title", "start");
        Text(16, 36, chart.Caption, "quiet", "start");
    }

    /// <summary>The document's root.</summary>
    public XElement Root { get; }

    /// <summary>Numbers with at most two decimals.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A text.</summary>
    public void Text(double x, double y, string text, string style, string anchor) => Add("text", style, text, ("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor));

    /// <summary>A text that reads upwards.</summary>
    public void TextUpwards(double x, double y, string text) =>
        Add("text", "", text, ("transform", $"translate({Number(x)} {Number(y)}) rotate(-90)"), ("text-anchor", "middle"));

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string style, string dash = "") =>
        Add("line", style, null, ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)), ("stroke-dasharray", dash));

    /// <summary>A filled rectangle.</summary>
    public void Rectangle(double x, double y, double width, double height, string style) =>
        Add("rect", style, null, ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)));

    /// <summary>A path through points, closed where it is an area.</summary>
    public void Path(IEnumerable<(double X, double Y)> points, string style, bool closed = false, string dash = "", string clip = "") => Add(
        "path",
        style,
        null,
        ("d", "M" + string.Join("L", points.Select(point => $"{Number(point.X)} {Number(point.Y)}")) + (closed ? "Z" : "")),
        ("stroke-dasharray", dash),
        ("clip-path", clip));

    /// <summary>A mark at a point; its shape tells series apart as their colour does.</summary>
    public void Mark(double x, double y, int shape, string style)
    {
        const double r = 4.5;
        switch (shape % 4)
        {
            case 0: Add("circle", style, null, ("cx", Number(x)), ("cy", Number(y)), ("r", Number(r))); break;
            case 1: Rectangle(x - r + 0.5, y - r + 0.5, (2 * r) - 1, (2 * r) - 1, style); break;
            case 2: Path([(x, y - r - 0.5), (x + r + 0.5, y + r - 0.5), (x - r - 0.5, y + r - 0.5)], style, closed: true); break;
            default: Path([(x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y)], style, closed: true); break;
        }
    }

    /// <summary>A rectangle under a name, to which paths can be clipped.</summary>
    public string Clip(double x, double y, double width, double height)
    {
        const string id = "plot";
        Root.Add(new XElement(s_svg + "clipPath", new XAttribute("id", id), new XElement(
            s_svg + "rect",
            new XAttribute("x", Number(x)),
            new XAttribute("y", Number(y)),
            new XAttribute("width", Number(width)),
            new XAttribute("height", Number(height)))));
        return $"url(#{id})";
    }

    private void Add(string name, string style, string? text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var element = new XElement(s_svg + name);
        if (style.Length > 0)
        {
            element.Add(new XAttribute("class", style));
        }
        foreach (var (attribute, value) in attributes)
        {
            if (value.Length > 0)
            {
                element.Add(new XAttribute(attribute, value));
            }
        }
        if (text is not null)
        {
            element.Add(text);
        }
        Root.Add(element);
    }
}
