using Align.Algorithms.Advantages;

namespace Align.Algorithms.Statistics;

/// <summary>The moments and the ends of a list of numbers.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">Divisor n − 1; 0 for a single number.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
public readonly record struct SampleMoments(double Mean, double StandardDeviation, double Min, double Max)
{
    /// <summary>Of the numbers; all 0 without any.</summary>
    public static SampleMoments Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return default;
        }
        var moments = RewardMoments.Of(values);
        var numbers = values.ToArray();
        return new SampleMoments(moments.Mean, moments.StandardDeviation, numbers.Min(), numbers.Max());
    }
}
