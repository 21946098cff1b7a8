namespace Align.Cli.Plots;

/// <summary>Colours that colour-blind readers tell apart (Okabe and Ito 2008, the yellow and the black replaced so that all show on white and on dark), dashes and letters' widths.</summary>
internal static class PlotStyle
{
    private static readonly string[] s_light = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d31", "#7f7f7f"];
    private static readonly string[] s_dark = ["#4ba3e3", "#f0803c", "#2fc79a", "#e39cc4", "#f2b632", "#8fd0f7", "#c4a668", "#a6a6a6"];
    private static readonly string[] s_dashes = ["", "7 4", "2 3", "10 3 2 3", "4 2"];

    /// <summary>The size of ordinary letters, in pixels.</summary>
    public const int FontSize = 12;

    /// <summary>The class of a series' colour. After the eighth they begin again; dashes and marks tell further.</summary>
    public static string ColourClass(int colour) => $"c{colour % s_light.Length}";

    /// <summary>The dash pattern of a series; empty for a whole line.</summary>
    public static string Dash(int dash) => s_dashes[dash % s_dashes.Length];

    /// <summary>About how wide a text is drawn, in pixels.</summary>
    public static double WidthOf(string text) => text.Length * FontSize * 0.58;

    /// <summary>The style sheet: dark where the reader's own page is.</summary>
    public static string Sheet => $$"""

        text { font-family: system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; font-size: {{FontSize}}px; fill: #24292f; }
        .title { font-size: 14px; font-weight: 600; }
        .quiet { fill: #57606a; font-size: 11px; }
        .page { fill: #ffffff; }
        .grid { stroke: #d8dee4; stroke-width: 1; }
        .axis { stroke: #57606a; stroke-width: 1; }
        .curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .thin { fill: none; stroke-width: 1.2; }
        .whisker { fill: none; stroke-width: 1.4; }
        .band { stroke: none; fill-opacity: 0.18; }
        .faint { fill-opacity: 0.09; }
        .bar { fill-opacity: 0.75; stroke: none; }
        {{Colours(s_light)}}
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3; }
        .quiet { fill: #9198a1; }
        .page { fill: #0d1117; }
        .grid { stroke: #30363d; }
        .axis { stroke: #9198a1; }
        {{Colours(s_dark)}}
        }

        """;

    // Areas are filled with the series' colour and lines are drawn with it.
    private static string Colours(string[] colours) => string.Join('\n', colours.Select((colour, index) =>
        $".c{index}.curve, .c{index}.thin, .c{index}.whisker {{ stroke: {colour}; }} .c{index}.band, .c{index}.bar, .c{index}.mark {{ fill: {colour}; }}"));
}
