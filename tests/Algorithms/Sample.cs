using Align.Core;

namespace Align.Tests.Algorithms;

/// <summary>Small tensors for tests; float64 unless asked otherwise.</summary>
internal static class Sample
{
    public static Tensor Matrix(long rows, long columns, params double[] values) => torch.tensor(values, [rows, columns], dtype: ScalarType.Float64);

    public static Tensor Vector(params double[] values) => torch.tensor(values, [values.Length], dtype: ScalarType.Float64);

    public static Tensor Mask(long rows, long columns, params double[] values) => Matrix(rows, columns, values).ne(0);

    /// <summary>Reproducible normal numbers.</summary>
    public static Tensor Normal(long seed, double scale, params long[] shape)
    {
        var stream = RandomStream.Create(seed, RandomPurpose.Control);
        var values = new double[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = scale * stream.NextGaussian();
        }
        return torch.tensor(values, shape, dtype: ScalarType.Float64);
    }

    /// <summary>True for the first <paramref name="lengths"/>[i] tokens of row i.</summary>
    public static Tensor LengthMask(long columns, params int[] lengths)
    {
        var values = new double[lengths.Length * columns];
        for (var row = 0; row < lengths.Length; row++)
        {
            Array.Fill(values, 1, (int)(row * columns), lengths[row]);
        }
        return Mask(lengths.Length, columns, values);
    }

    public static double[] Values(Tensor tensor) => tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    public static double Value(Tensor scalar) => Values(scalar)[0];

    /// <summary>d f(input) / d input.</summary>
    public static double[] Gradient(Func<Tensor, Tensor> f, Tensor input)
    {
        var leaf = input.detach().clone().requires_grad_();
        f(leaf).backward();
        return Values(leaf.grad!);
    }

    public static void Close(double expected, double actual, double tolerance = 1e-12) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"expected {expected:R}, got {actual:R}");

    public static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"at {i}: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }

    /// <summary>Central differences against autograd, in float64.</summary>
    public static void GradientAgrees(Func<Tensor, Tensor> f, Tensor input, double tolerance = 1e-6)
    {
        const double step = 1e-6;
        var values = Values(input);
        var numeric = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            double At(double shift)
            {
                using var scope = torch.NewDisposeScope();
                var moved = (double[])values.Clone();
                moved[i] += shift;
                return Value(f(torch.tensor(moved, input.shape, dtype: ScalarType.Float64)));
            }
            numeric[i] = (At(step) - At(-step)) / (2 * step);
        }
        Close(numeric, Gradient(f, input), tolerance);
    }

    /// <summary>Fails when the action leaves a tensor alive.</summary>
    public static void LeavesNothing(Action action)
    {
        action();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        action();
        Assert.Equal(before, Tensor.TotalCount);
    }
}
