namespace Align.Algorithms.Statistics;

/// <summary>How well one list of numbers follows another.</summary>
public static class Correlation
{
    /// <summary>Pearson's correlation.</summary>
    /// <param name="first">At least two numbers that are not all equal.</param>
    /// <param name="second">As many.</param>
    /// <returns>In [−1, 1]; <see langword="null"/> where it is undefined: fewer than two pairs, or one list constant.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double? Pearson(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException($"{first.Length} and {second.Length} numbers; a correlation needs pairs.", nameof(second));
        }
        if (first.Length < 2 || IsConstant(first) || IsConstant(second))
        {
            return null;
        }
        var (meanFirst, meanSecond) = (Mean(first), Mean(second));
        var (product, squaresFirst, squaresSecond) = (0.0, 0.0, 0.0);
        for (var i = 0; i < first.Length; i++)
        {
            var (x, y) = (first[i] - meanFirst, second[i] - meanSecond);
            product += x * y;
            squaresFirst += x * x;
            squaresSecond += y * y;
        }
        var scale = Math.Sqrt(squaresFirst) * Math.Sqrt(squaresSecond);
        return scale > 0 ? Math.Clamp(product / scale, -1, 1) : null;
    }

    /// <summary>Spearman's rank correlation: Pearson's of the ranks, equal numbers sharing their mean rank.</summary>
    /// <inheritdoc cref="Pearson"/>
    public static double? Spearman(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => Pearson(Ranks(first), Ranks(second));

    /// <summary>The ranks from 1; equal numbers share the mean of their places.</summary>
    public static double[] Ranks(ReadOnlySpan<double> values)
    {
        var numbers = values.ToArray();
        var order = Enumerable.Range(0, numbers.Length).OrderBy(i => numbers[i]).ToArray();
        var ranks = new double[numbers.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            while (end < order.Length && numbers[order[end]].Equals(numbers[order[start]]))
            {
                end++;
            }
            for (var place = start; place < end; place++)
            {
                ranks[order[place]] = (start + 1 + end) / 2.0;
            }
            start = end;
        }
        return ranks;
    }

    private static bool IsConstant(ReadOnlySpan<double> values) => values.IndexOfAnyExcept(values[0]) < 0;

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }
        return sum / values.Length;
    }
}
