namespace Align.Algorithms.Statistics;

/// <summary>A curve through measured points, straight between neighbours: it never leaves the range of the two values around it.</summary>
/// <remarks>Used for one quantity at a given value of another, such as the reward at a KL divergence of 1.</remarks>
public static class PiecewiseLinear
{
    /// <summary>The curve's value.</summary>
    /// <param name="points">In any order. Points of equal x count as one, with the mean of their y; points with a part that is not finite are left out.</param>
    /// <param name="x">Where; finite.</param>
    /// <returns><see langword="null"/> where <paramref name="x"/> lies outside of all points: nothing is extrapolated.</returns>
    public static double? ValueAt(IEnumerable<(double X, double Y)> points, double x)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (!double.IsFinite(x))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "A curve has values at finite places only.");
        }
        var curve = points
            .Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y))
            .GroupBy(point => point.X, (key, same) => (X: key, Y: same.Average(point => point.Y)))
            .OrderBy(point => point.X)
            .ToArray();
        var above = Array.FindIndex(curve, point => point.X >= x);
        if (above < 0 || (above == 0 && curve[0].X > x))
        {
            return null;
        }
        if (curve[above].X == x)
        {
            return curve[above].Y;
        }
        var (left, right) = (curve[above - 1], curve[above]);
        var share = (x - left.X) / (right.X - left.X);
        return ((1 - share) * left.Y) + (share * right.Y);
    }
}
