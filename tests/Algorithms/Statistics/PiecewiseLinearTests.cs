using Align.Algorithms.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.Statistics;

public sealed class PiecewiseLinearTests
{
    private static readonly (double X, double Y)[] s_curve = [(4, 2), (0, 0), (2, 4)];

    // Between (0, 0) and (2, 4) the slope is 2; between (2, 4) and (4, 2) it is −1.
    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(0.5, 1.0)]
    [InlineData(2, 4.0)]
    [InlineData(3, 3.0)]
    [InlineData(4, 2.0)]
    public void Between_neighbours_the_curve_is_straight(double x, double expected) =>
        Assert.Equal(expected, PiecewiseLinear.ValueAt(s_curve, x)!.Value, 12);

    [Theory]
    [InlineData(-0.001)]
    [InlineData(4.001)]
    public void Outside_of_the_points_there_is_no_value(double x) => Assert.Null(PiecewiseLinear.ValueAt(s_curve, x));

    [Fact]
    public void Without_points_there_is_no_value() => Assert.Null(PiecewiseLinear.ValueAt([], 1));

    [Fact]
    public void Points_of_equal_x_count_as_their_mean() =>
        Assert.Equal(2.5, PiecewiseLinear.ValueAt([(1, 1), (1, 3), (2, 3)], 1.5)!.Value, 12);

    [Fact]
    public void Points_that_are_not_finite_are_left_out() =>
        Assert.Equal(1.0, PiecewiseLinear.ValueAt([(0, 0), (1, double.NaN), (double.PositiveInfinity, 5), (2, 2)], 1)!.Value, 12);

    [Fact]
    public void A_place_that_is_not_finite_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PiecewiseLinear.ValueAt(s_curve, double.NaN));

    [Fact]
    public void The_curve_stays_within_its_points_and_ignores_their_order()
    {
        var point = from x in Gen.Choose(-50, 50) from y in Gen.Choose(-1000, 1000) select (X: (double)x, Y: (double)y);
        var cases = from points in Gen.NonEmptyListOf(point) from x in Gen.Choose(-500, 500) select (Points: points.ToArray(), X: x / 10.0);
        Prop.ForAll(cases.ToArbitrary(), example =>
        {
            var value = PiecewiseLinear.ValueAt(example.Points, example.X);
            var isInside = example.Points.Min(p => p.X) <= example.X && example.X <= example.Points.Max(p => p.X);
            return value is null
                ? !isInside
                : isInside
                    && value >= example.Points.Min(p => p.Y) - 1e-9
                    && value <= example.Points.Max(p => p.Y) + 1e-9
                    && Math.Abs(value.Value - PiecewiseLinear.ValueAt(example.Points.Reverse(), example.X)!.Value) < 1e-9;
        }).QuickCheckThrowOnFailure();
    }
}
