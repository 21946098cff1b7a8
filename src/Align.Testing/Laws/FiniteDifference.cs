namespace Align.Testing;

/// <summary>Derivatives of a scalar function by differences.</summary>
/// <param name="Point">Where; float64.</param>
/// <param name="Function">The function.</param>
internal sealed record FiniteDifference(double[] Point, Func<double[], double> Function)
{
    private const double Step = 1e-5;

    /// <summary>The first element whose gradient is off, in words; <see langword="null"/> where all agree. At a kink any slope between the two sides' will do.</summary>
    public string? Against(IReadOnlyList<double> gradient, double tolerance)
    {
        var centre = Function(Point);
        for (var i = 0; i < Point.Length; i++)
        {
            var (up, down) = (At(i, Step), At(i, -Step));
            var slope = (up - down) / (2 * Step);
            var (right, left) = ((up - centre) / Step, (centre - down) / Step);
            var allowance = tolerance * Math.Max(1, Math.Abs(slope)) * Math.Max(1, 1e-6 * Math.Abs(centre) / Step);
            var isKink = Math.Abs(right - left) > 1e-3 * Math.Max(1, Math.Abs(slope));
            var agrees = isKink
                ? gradient[i] >= Math.Min(left, right) - allowance && gradient[i] <= Math.Max(left, right) + allowance
                : Math.Abs(gradient[i] - slope) <= allowance;
            if (!agrees)
            {
                return $"is {Closeness.Text(gradient[i])} at {i}; differences give {Closeness.Text(slope)}.";
            }
        }
        return null;
    }

    private double At(int element, double shift)
    {
        var moved = (double[])Point.Clone();
        moved[element] += shift;
        return Function(moved);
    }
}
