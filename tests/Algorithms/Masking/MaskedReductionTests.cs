using Align.Algorithms.Masking;

namespace Align.Tests.Algorithms.Masking;

public sealed class MaskedReductionTests
{
    // Selected: 1, 2 in the first row and 3 in the second. Sum 6, mean 2, unbiased variance ((-1)² + 0² + 1²)/2 = 1.
    private static Tensor Values() => Sample.Matrix(2, 3, 1, 2, double.NaN, 3, double.NegativeInfinity, 1e300);

    private static Tensor Mask() => Sample.Mask(2, 3, 1, 1, 0, 1, 0, 0);

    [Fact]
    public void Only_selected_values_count()
    {
        using var scope = torch.NewDisposeScope();
        Sample.Close(6, Sample.Value(MaskedReduction.Sum(Values(), Mask())));
        Sample.Close(2, Sample.Value(MaskedReduction.Mean(Values(), Mask())));
        Sample.Close(1, Sample.Value(MaskedReduction.Variance(Values(), Mask())));
        Sample.Close([3, 3], Sample.Values(MaskedReduction.Sum(Values(), Mask(), 1)));
        Sample.Close([1.5, 3], Sample.Values(MaskedReduction.Mean(Values(), Mask(), dim: 1)));
    }

    [Fact]
    public void Whitened_values_have_mean_zero_and_variance_one()
    {
        using var scope = torch.NewDisposeScope();
        // (1 − 2)/√(1 + 1e-8) = −0.999999995
        var whitened = Sample.Values(MaskedReduction.Whiten(Values(), Mask()));
        Sample.Close([-0.999999995, 0, 0, 0.999999995, 0, 0], whitened, 1e-9);
        var shifted = Sample.Values(MaskedReduction.Whiten(Values(), Mask(), shiftMean: false));
        Sample.Close([1.000000005, 2, 0, 2.999999995, 0, 0], shifted, 1e-9);
    }

    [Fact]
    public void The_epsilon_joins_the_count()
    {
        using var scope = torch.NewDisposeScope();
        Sample.Close(6 / 3.5, Sample.Value(MaskedReduction.Mean(Values(), Mask(), 0.5)));
    }

    [Fact]
    public void Nothing_under_the_mask_reaches_a_gradient()
    {
        using var scope = torch.NewDisposeScope();
        // d mean / d selected = 1/3
        Sample.Close([1 / 3.0, 1 / 3.0, 0, 1 / 3.0, 0, 0], Sample.Gradient(v => MaskedReduction.Mean(v, Mask()), Values()));
        Assert.All(Sample.Gradient(v => MaskedReduction.Variance(v, Mask()), Values()), slope => Assert.True(double.IsFinite(slope)));
        Assert.All(Sample.Gradient(v => MaskedReduction.Whiten(v, Mask()).square().sum(), Values()), slope => Assert.True(double.IsFinite(slope)));
    }

    [Fact]
    public void An_empty_mask_gives_zero()
    {
        using var scope = torch.NewDisposeScope();
        var nothing = Sample.Mask(2, 3, 0, 0, 0, 0, 0, 0);
        Assert.Equal(0, Sample.Value(MaskedReduction.Sum(Values(), nothing)));
        Assert.Equal(0, Sample.Value(MaskedReduction.Mean(Values(), nothing)));
        Assert.Equal(0, Sample.Value(MaskedReduction.Variance(Values(), nothing)));
        Assert.All(Sample.Values(MaskedReduction.Whiten(Values(), nothing)), value => Assert.Equal(0, value));
        Assert.All(Sample.Values(MaskedReduction.Mean(Values(), nothing, dim: 1)), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_single_value_has_no_variance()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(0, Sample.Value(MaskedReduction.Variance(Values(), Sample.Mask(2, 3, 0, 1, 0, 0, 0, 0))));
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        using var scope = torch.NewDisposeScope();
        var values = Sample.Normal(1, 1, 3, 4);
        var mask = Sample.LengthMask(4, 4, 2, 1);
        Sample.GradientAgrees(v => MaskedReduction.Variance(v, mask), values);
        Sample.GradientAgrees(v => (MaskedReduction.Whiten(v, mask) * Sample.Normal(2, 1, 3, 4)).sum(), values);
    }

    [Fact]
    public void A_mask_of_another_shape_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var values = Values();
        var narrow = Sample.Mask(2, 1, 1, 1);
        Assert.Throws<ArgumentException>(() => MaskedReduction.Sum(values, narrow));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Sample.LeavesNothing(() =>
    {
        using var values = torch.ones([2, 3], dtype: ScalarType.Float64);
        using var mask = torch.ones([2, 3], dtype: ScalarType.Bool);
        using var sum = MaskedReduction.Sum(values, mask);
        using var mean = MaskedReduction.Mean(values, mask, dim: 1);
        using var whitened = MaskedReduction.Whiten(values, mask);
    });
}
