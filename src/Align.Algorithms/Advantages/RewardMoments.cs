namespace Align.Algorithms.Advantages;

/// <summary>Mean and unbiased standard deviation of rewards, exact where all are equal.</summary>
/// <param name="Mean">The mean; the common value itself when all are equal.</param>
/// <param name="StandardDeviation">Divisor n − 1; 0 when all are equal or there is only one.</param>
internal readonly record struct RewardMoments(double Mean, double StandardDeviation)
{
    /// <summary>The moments of at least one value.</summary>
    public static RewardMoments Of(ReadOnlySpan<double> values)
    {
        var (least, greatest, sum) = (values[0], values[0], 0.0);
        foreach (var value in values)
        {
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
            sum += value;
        }
        if (least == greatest)
        {
            return new RewardMoments(least, 0);
        }
        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }
        return new RewardMoments(mean, Math.Sqrt(squares / (values.Length - 1)));
    }
}
