namespace Align.Core;

/// <summary>One question put to the policy, with what a verifier needs to judge the answer.</summary>
/// <param name="Id">Stable identity within its source (the index in an environment's sequence, or the line of a data file, from 0). Random streams and prompt selectors are keyed by it.</param>
/// <param name="Text">What the policy reads, before tokenization.</param>
public sealed record Prompt(long Id, string Text)
{
    /// <summary>The gold answer, where one exists; <see langword="null"/> where only a verifier can tell.</summary>
    public string? Answer { get; init; }

    /// <summary>A complete solution in the policy's own output format, for a supervised warm start; <see langword="null"/> where none is known.</summary>
    public string? Solution { get; init; }

    /// <summary>The environment's own grade of the difficulty, in [0, 1], 0 the easiest; <see langword="null"/> where it has none.</summary>
    public double? Difficulty { get; init; }

    /// <summary>Further named facts for rewards and reports (operands, source, category). Never <see langword="null"/>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
