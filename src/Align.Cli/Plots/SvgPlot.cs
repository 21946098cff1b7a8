using System.Xml.Linq;
using Align.Training.Studies;

namespace Align.Cli.Plots;

/// <summary>Draws charts as SVG: one file without references, equal bytes for equal charts.</summary>
internal static class SvgPlot
{
    /// <summary>The SVG of a chart.</summary>
    public static string Of(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var drawing = chart switch
        {
            { Series.Count: 0 } => Empty(chart),
            { Kind: PlotKind.Bar } => BarDrawing.Of(chart),
            _ => PointDrawing.Of(chart),
        };
        return drawing.ToString(SaveOptions.None).ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Empty(Chart chart)
    {
        var page = new SvgPage(chart, 480, 120);
        page.Text(240, 70, "no values", "quiet", "middle");
        return page.Root;
    }
}
