using System.Collections.Immutable;

namespace Align.Envs.JsonLines;

/// <summary>A line of a file that could be read.</summary>
/// <param name="File">The file's name, without its folder.</param>
/// <param name="Line">The physical line, from 1.</param>
/// <param name="Text">What the policy reads.</param>
/// <param name="Answer">The gold answer; <see langword="null"/> where the file has none.</param>
internal sealed record JsonLinesRow(string File, long Line, string Text, string? Answer)
{
    public string? Solution { get; init; }

    public double? Difficulty { get; init; }

    public string? Id { get; init; }

    /// <summary>What rewards need beside the answer, by name.</summary>
    public ImmutableSortedDictionary<string, string> Facts { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What it is judged by: two lines with the same key should agree in it.</summary>
    public string Judgement => string.Join('\0', Facts.Select(fact => $"{fact.Key}\0{fact.Value}").Prepend(Answer ?? ""));

    /// <summary>The text without differences of white space: two lines with the same key ask the same.</summary>
    public string Key { get; } = string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
