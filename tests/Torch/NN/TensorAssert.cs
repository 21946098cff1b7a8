namespace Align.Tests.Torch.NN;

/// <summary>Compares a tensor with numbers.</summary>
internal static class TensorAssert
{
    /// <summary>Every element within a relative and absolute tolerance; NaN equals NaN.</summary>
    internal static void Close(Tensor actual, double[] expected, double tolerance = 1e-14)
    {
        var values = Values(actual);
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var same = values[i].Equals(expected[i]) || Math.Abs(values[i] - expected[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(same, $"Element {i} is {values[i]:R} but should be {expected[i]:R}.");
        }
    }

    /// <summary>Equal shapes and equal bits.</summary>
    internal static void Same(Tensor actual, Tensor expected)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(Values(expected), Values(actual));
    }

    internal static double[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    internal static Tensor Doubles(params double[] values) => tensor(values, dtype: ScalarType.Float64);
}
