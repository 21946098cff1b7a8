using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace Align.Training.Preference.TokenMasks;

/// <summary>Draws masks over text as SVG: a row a response and mask, the darker a token's cell the larger its weight, deciding tokens underlined.</summary>
internal static class TokenMaskPicture
{
    private const string Underlined = "underlined: the tokens that decide";
    private const int Left = 150;
    private const int Cell = 26;
    private const int Row = 30;
    private const int Top = 88;

    // Advance of a character of the monospace font, in ems, rounded up.
    private const double CharacterWidth = 0.62;

    /// <summary>The picture.</summary>
    /// <param name="title">Above it.</param>
    /// <param name="pairs">At least one.</param>
    public static string Draw(string title, ImmutableArray<MaskedPair> pairs)
    {
        var rows = pairs.SelectMany(Rows).ToList();
        var columns = rows.Max(row => row.Response.Tokens.Length);
        var height = Top + (rows.Count * Row) + (pairs.Length * Row) + 10;
        var largest = rows.GroupBy(row => row.Mask).ToDictionary(mask => mask.Key, mask => mask.Max(row => row.Weights.DefaultIfEmpty().Max()));
        var svg = new StringBuilder();
        var scale = Text($"darker: larger weight ({string.Join(", ", largest.Select(mask => Text($"{mask.Key} up to {mask.Value:0.###}")))})");
        int[] widths = [640, Left + (columns * Cell) + 20, WidthOf(scale, 12), WidthOf(Title(title), 16), .. pairs.Select(pair => WidthOf(pair.Prompt, 14))];
        svg.AppendLine(Text($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{widths.Max()}\" height=\"{height}\" font-family=\"ui-monospace, monospace\" font-size=\"14\">"));
        svg.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        svg.AppendLine(Text($"<text x=\"16\" y=\"28\" font-size=\"16\" font-weight=\"bold\" fill=\"#1b1f24\">{Escaped(Title(title))}</text>"));
        svg.AppendLine(Text($"<text x=\"16\" y=\"50\" font-size=\"12\" fill=\"#57606a\">{Escaped(scale)}</text>"));
        svg.AppendLine(Text($"<text x=\"16\" y=\"68\" font-size=\"12\" fill=\"#57606a\">{Underlined}</text>"));
        var y = Top;
        foreach (var pair in pairs)
        {
            svg.AppendLine(Text($"<text x=\"16\" y=\"{y + 20}\" font-weight=\"bold\" fill=\"#1b1f24\">{Escaped(pair.Prompt)}</text>"));
            y += Row;
            foreach (var row in Rows(pair))
            {
                Draw(svg, row, y, largest[row.Mask]);
                y += Row;
            }
        }
        return svg.AppendLine("</svg>").ToString();
    }

    private static string Title(string title) => $"Token masks: {title}";

    private static int WidthOf(string text, int fontSize) => 32 + (int)Math.Ceiling(text.Length * CharacterWidth * fontSize);

    private static IEnumerable<MaskRow> Rows(MaskedPair pair)
    {
        foreach (var (side, response) in new[] { ("chosen", pair.Chosen), ("rejected", pair.Rejected) })
        {
            yield return new MaskRow(side, response.MaskD is null ? "m" : "m_u", response, response.MaskU);
            if (response.MaskD is { } kl)
            {
                yield return new MaskRow(side, "m_d", response, kl);
            }
        }
    }

    private static void Draw(StringBuilder svg, MaskRow row, int y, double largest)
    {
        svg.AppendLine(Text($"<text x=\"30\" y=\"{y + 19}\" font-size=\"12\" fill=\"#57606a\">{row.Side} {row.Mask}</text>"));
        for (var at = 0; at < row.Response.Tokens.Length; at++)
        {
            var (x, share) = (Left + (at * Cell), largest > 0 ? Math.Clamp(row.Weights[at] / largest, 0, 1) : 0);
            svg.AppendLine(Text($"<rect x=\"{x}\" y=\"{y}\" width=\"{Cell - 2}\" height=\"{Row - 6}\" rx=\"3\" fill=\"{Shade(share)}\" stroke=\"#d0d7de\"><title>{row.Weights[at]:0.####}</title></rect>"));
            svg.AppendLine(Text($"<text x=\"{x + (Cell / 2) - 1}\" y=\"{y + 17}\" text-anchor=\"middle\" fill=\"{(share > 0.55 ? "#ffffff" : "#1b1f24")}\">{Escaped(Short(row.Response.Tokens[at]))}</text>"));
            if (row.Response.Slots?.Contains(at) == true)
            {
                svg.AppendLine(Text($"<rect x=\"{x + 2}\" y=\"{y + Row - 5}\" width=\"{Cell - 6}\" height=\"3\" fill=\"#bc4c00\"/>"));
            }
        }
    }

    // From white to a deep blue.
    private static string Shade(double share) => Text(
        $"#{Mix(0xff, 0x0a, share):x2}{Mix(0xff, 0x30, share):x2}{Mix(0xff, 0x69, share):x2}");

    private static int Mix(int from, int to, double share) => (int)Math.Round(from + ((to - from) * share));

    // Special tokens have long names; an arrow stands for them.
    private static string Short(string token) => token.Length > 2 ? "↵" : token;

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record MaskRow(string Side, string Mask, MaskedResponse Response, ImmutableArray<double> Weights);
}
