using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Align.Algorithms.Statistics;

/// <summary>What an interval of paired differences says.</summary>
public enum PairedVerdict
{
    /// <summary>The whole interval lies above 0.</summary>
    Higher,

    /// <summary>The whole interval lies below 0.</summary>
    Lower,

    /// <summary>The interval holds 0.</summary>
    Inconclusive,
}

/// <summary>The mean difference of two treatments that were given to the same units, such as the same seeds.</summary>
/// <remarks>
/// Student's t interval of the differences (the paired t test): what the units have in common, such as a warm start, cancels.
/// Differences that are all equal have an interval of no width.
/// </remarks>
/// <param name="Interval">The mean of first − second with its interval.</param>
/// <param name="Pairs">How many units both were given to.</param>
/// <param name="Verdict">What the interval says.</param>
/// <param name="PairsToSettle">Where it says nothing: pairs that would settle it, by <see cref="PairsNeeded"/>; else <see langword="null"/>.</param>
public sealed record PairedDifference(ConfidenceInterval Interval, int Pairs, PairedVerdict Verdict, int? PairsToSettle)
{
    /// <summary>The largest number that <see cref="PairsNeeded"/> gives.</summary>
    public const int MostPairs = 10_000;

    private const double Power = 0.8;

    /// <summary>Compares two treatments.</summary>
    /// <param name="first">One finite value per unit, at least two.</param>
    /// <param name="second">The same units in the same order.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two units, or a level outside (0, 1).</exception>
    public static PairedDifference Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double level = 0.95)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException($"{first.Length} values are paired with {second.Length}.", nameof(second));
        }
        var differences = new double[first.Length];
        for (var unit = 0; unit < differences.Length; unit++)
        {
            differences[unit] = first[unit] - second[unit];
        }
        var interval = ConfidenceIntervals.Student(differences, level);
        var verdict = interval.Low > 0 ? PairedVerdict.Higher : interval.High < 0 ? PairedVerdict.Lower : PairedVerdict.Inconclusive;
        var needed = verdict == PairedVerdict.Inconclusive
            ? PairsNeeded(interval.Estimate, ArrayStatistics.StandardDeviation(differences), level)
            : null;
        return new PairedDifference(interval, differences.Length, verdict, needed);
    }

    /// <summary>
    /// The least n with n ≥ ((t(1 − α/2, n − 1) + t(0.8, n − 1))·s/|d|)²: pairs with which a two-sided paired t test at level
    /// α finds a difference of d among deviations s four times out of five (80 % power).
    /// </summary>
    /// <remarks>It takes the difference and the deviation seen for the true ones, which few pairs estimate badly: an order of magnitude, no promise.</remarks>
    /// <param name="difference">The mean difference d.</param>
    /// <param name="deviation">The standard deviation s of the differences, 0 or above.</param>
    /// <param name="level">1 − α, in (0, 1).</param>
    /// <returns>At least 2; <see langword="null"/> where <see cref="MostPairs"/> would not do, as for a difference of 0.</returns>
    public static int? PairsNeeded(double difference, double deviation, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        if (!(level is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "The confidence must lie in (0, 1), such as 0.95.");
        }
        if (difference == 0 || !Suffices(MostPairs, difference, deviation, level))
        {
            return null;
        }
        // The right-hand side falls with n, so that the numbers that suffice have no gap.
        var (tooFew, enough) = (1, MostPairs);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            (tooFew, enough) = Suffices(middle, difference, deviation, level) ? (tooFew, middle) : (middle, enough);
        }
        return enough;
    }

    private static bool Suffices(int pairs, double difference, double deviation, double level)
    {
        var reach = StudentT.InvCDF(0, 1, pairs - 1, 0.5 + (level / 2)) + StudentT.InvCDF(0, 1, pairs - 1, Power);
        var root = reach * deviation / Math.Abs(difference);
        return pairs >= root * root;
    }
}
