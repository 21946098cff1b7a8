using System.Collections.Immutable;

namespace Align.Algorithms.Advantages;

/// <summary>(v − mean)/√(variance + 1e-8) over all tokens of a batch, with the unbiased variance.</summary>
/// <remarks>Fewer than two tokens, or equal values at all of them, give 0 exactly. Differs from verl, whose masked whitening refuses a single token.</remarks>
internal static class TokenWhitening
{
    private const double VarianceEpsilon = 1e-8;

    /// <summary>The whitened values, row by row.</summary>
    /// <param name="rows">One value a token.</param>
    /// <param name="denominatorEpsilon">Added to the counts; 1e-8 in verl.</param>
    public static ImmutableArray<ImmutableArray<double>> Whiten(ImmutableArray<ImmutableArray<double>> rows, double denominatorEpsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(denominatorEpsilon);
        var values = rows.SelectMany(row => row).ToArray();
        if (values.Length < 2 || values.Min() == values.Max())
        {
            return [.. rows.Select(row => Enumerable.Repeat(0.0, row.Length).ToImmutableArray())];
        }
        var count = values.Length + denominatorEpsilon;
        var mean = values.Sum() / count;
        var biased = values.Sum(value => (value - mean) * (value - mean)) / count;
        var scale = 1 / Math.Sqrt((biased * values.Length / (values.Length - 1)) + VarianceEpsilon);
        return [.. rows.Select(row => row.Select(value => (value - mean) * scale).ToImmutableArray())];
    }
}
