using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Algorithms.PreferenceLosses;

public sealed class CombinationCoefficientsTests
{
    [Theory]
    [InlineData(1, 0.05, 1)]
    [InlineData(2, 0.05, 21)]
    [InlineData(3, 0.1, 66)] // C(12, 2)
    [InlineData(4, 0.25, 35)] // C(7, 3)
    public void The_grid_has_every_point_of_the_simplex_once(int count, double step, int points)
    {
        var grid = CombinationCoefficients.Simplex(count, step).ToArray();

        Assert.Equal(points, grid.Select(point => string.Join(' ', point)).Distinct().Count());
        Assert.Equal(points, grid.Length);
        Assert.All(grid, point =>
        {
            Assert.Equal(count, point.Length);
            Assert.All(point, coefficient => Assert.InRange(coefficient, 0, 1));
            Sample.Close(1, point.Sum());
        });
    }

    [Fact]
    public void Every_vertex_is_on_the_grid()
    {
        var grid = CombinationCoefficients.Simplex(3, 0.1).ToArray();

        foreach (var vertex in new[] { new[] { 1.0, 0, 0 }, [0, 1, 0], [0, 0, 1] })
        {
            Assert.Contains(grid, point => point.SequenceEqual(vertex));
        }
    }

    [Fact]
    public void Large_coefficients_are_scaled_to_the_bound_and_small_ones_kept()
    {
        Sample.Close([1.5, -1.5], CombinationCoefficients.Within([4, -4], 3)); // Σ|c| = 8, factor 3/8
        Assert.Equal([1.5, 1.5], CombinationCoefficients.Within([1.5, 1.5], 3));
    }
}
