namespace Align.Algorithms.PreferenceLosses;

/// <summary>Where the coefficients of a combination of adapters are looked for (COFS-DPO): a grid over the simplex, or a ball around 0.</summary>
/// <remarks>The loss of a combination has no optimum in scale, so free coefficients are held within Σ|c| ≤ a bound.</remarks>
public static class CombinationCoefficients
{
    /// <summary>Every point of the simplex whose coordinates are multiples of a step, in lexicographic order: c ≥ 0, Σ c = 1.</summary>
    /// <param name="count">K, at least 1.</param>
    /// <param name="step">In (0, 1]; 1/step is rounded to a whole number n. There are C(n + K − 1, K − 1) points.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static IEnumerable<double[]> Simplex(int count, double step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, 1);
        var parts = (int)Math.Round(1 / step);
        return Compositions(count, parts).Select(composition => Array.ConvertAll(composition, part => part / (double)parts));
    }

    /// <summary>How many points <see cref="Simplex"/> has: C(n + K − 1, K − 1), n = 1/step rounded.</summary>
    /// <param name="count">K, at least 1.</param>
    /// <param name="step">In (0, 1].</param>
    public static double SimplexPoints(int count, double step)
    {
        var (parts, points) = (Math.Round(1 / step), 1.0);
        for (var i = 1; i < count; i++)
        {
            points *= (parts + i) / i;
        }
        return Math.Round(points);
    }

    /// <summary>The coefficients scaled down to Σ|c| = bound where they exceed it.</summary>
    /// <param name="coefficients">Finite.</param>
    /// <param name="bound">Above 0.</param>
    public static double[] Within(IReadOnlyList<double> coefficients, double bound)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var sum = coefficients.Sum(Math.Abs);
        var factor = sum > bound ? bound / sum : 1;
        return [.. coefficients.Select(coefficient => coefficient * factor)];
    }

    private static IEnumerable<int[]> Compositions(int count, int total) => count == 1
        ? [[total]]
        : Enumerable.Range(0, total + 1).SelectMany(first => Compositions(count - 1, total - first).Select(rest => (int[])[first, .. rest]));
}
