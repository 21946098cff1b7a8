namespace Align.Envs.JsonLines;

/// <summary>A line of a file that could be read.</summary>
/// <param name="File">The file's name, without its folder.</param>
/// <param name="Line">The physical line, from 1.</param>
/// <param name="Text">What the policy reads.</param>
/// <param name="Answer">The gold answer.</param>
internal sealed record JsonLinesRow(string File, long Line, string Text, string Answer)
{
    public string? Solution { get; init; }

    public double? Difficulty { get; init; }

    public string? Id { get; init; }

    /// <summary>The text without differences of white space: two lines with the same key ask the same.</summary>
    public string Key { get; } = string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
