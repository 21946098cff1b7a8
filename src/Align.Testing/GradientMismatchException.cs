namespace Align.Testing;

/// <summary>A backward pass disagrees with finite differences.</summary>
public sealed class GradientMismatchException(IReadOnlyList<GradientMismatch> mismatches)
    : Exception($"{mismatches.Count} gradients differ from finite differences; {string.Join("; ", mismatches.Take(5))}")
{
    /// <summary>Every element that differs.</summary>
    public IReadOnlyList<GradientMismatch> Mismatches { get; } = mismatches;
}
