using System.Collections.Immutable;

namespace Align.Algorithms.Advantages;

/// <summary>The advantages of a batch.</summary>
/// <param name="Completions">One a completion, in the batch's order: what each of its tokens gets, or where <paramref name="Tokens"/> is given the mean over its tokens (0 without any).</param>
/// <param name="Tokens">One a token that counts; <see langword="null"/> where all tokens of a completion have its own.</param>
public sealed record AdvantageResult(ImmutableArray<double> Completions, ImmutableArray<ImmutableArray<double>>? Tokens = null)
{
    /// <summary>Advantages that differ from token to token.</summary>
    public static AdvantageResult OfTokens(ImmutableArray<ImmutableArray<double>> tokens) =>
        new([.. tokens.Select(row => row.IsEmpty ? 0 : row.Average())], tokens);

    /// <summary>Whether a completion's loss can have a gradient.</summary>
    public bool Teaches(int completion) =>
        Tokens is { } tokens ? tokens[completion].Any(advantage => advantage != 0) : Completions[completion] != 0;
}
