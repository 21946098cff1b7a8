namespace Align.Tests.Models;

/// <summary>Tensor values as managed arrays, and their comparison.</summary>
internal static class Values
{
    public static float[] Of(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }

    public static void Near(IEnumerable<double> expected, IEnumerable<float> actual, double tolerance)
    {
        var (wanted, found) = (expected.ToArray(), actual.ToArray());
        Assert.Equal(wanted.Length, found.Length);
        for (var i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - found[i]) <= tolerance, $"value {i}: expected {wanted[i]}, found {found[i]}, tolerance {tolerance}");
    }

    public static void Near(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Near(Of(expected).Select(value => (double)value), Of(actual), tolerance);
    }
}
