namespace Align.Training.Verification.CodeTests;

/// <summary>Finds the program in a completion.</summary>
internal static class CodeBlock
{
    private const string Fence = "```";

    /// <summary>The last whole block between ``` marks; the whole text where it has no such mark; <see langword="null"/> where a block does not close, or nothing is left.</summary>
    public static string? Of(string text)
    {
        var close = text.LastIndexOf(Fence, StringComparison.Ordinal);
        if (close < 0)
        {
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }
        var open = close > 0 ? text.LastIndexOf(Fence, close - 1, StringComparison.Ordinal) : -1;
        var line = open < 0 ? -1 : text.IndexOf('\n', open);
        return line < 0 || line > close || string.IsNullOrWhiteSpace(text[(line + 1)..close]) ? null : text[(line + 1)..close];
    }
}
