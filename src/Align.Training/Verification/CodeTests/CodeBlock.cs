namespace Align.Training.Verification.CodeTests;

/// <summary>Finds the program in a completion.</summary>
internal static class CodeBlock
{
    private const string Fence = "```";

    /// <summary>The last whole block between ``` marks; the whole text where it has no such mark; <see langword="null"/> where a block does not close, or nothing is left.</summary>
    public static string? Of(string text)
    {
        var (open, close) = LastBlock(text);
        if (open < 0)
        {
            return close < 0 && !string.IsNullOrWhiteSpace(text) ? text : null;
        }
        var line = text.IndexOf('\n', open);
        return line < 0 || line > close || string.IsNullOrWhiteSpace(text[(line + 1)..close]) ? null : text[(line + 1)..close];
    }

    // Marks open and close in turn from the beginning. (-1, -1) without a mark; (-1, where) where one does not close.
    private static (int Open, int Close) LastBlock(string text)
    {
        var (block, open) = ((Open: -1, Close: -1), -1);
        for (var mark = text.IndexOf(Fence, StringComparison.Ordinal); mark >= 0; mark = text.IndexOf(Fence, mark + Fence.Length, StringComparison.Ordinal))
        {
            (block, open) = open < 0 ? (block, mark) : ((open, mark), -1);
        }
        return open < 0 ? block : (-1, open);
    }
}
