using Align.Algorithms.Divergences;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.Divergences;

public sealed class KlEstimatorsTests
{
    [Fact]
    public void A_log_ratio_of_ln_2_gives_the_hand_worked_values()
    {
        using var scope = torch.NewDisposeScope();
        var logRatio = Sample.Vector(Math.Log(2));
        // x = 0.693147…; x²/2 = 0.240227; e^(−x) + x − 1 = 0.5 + 0.693147 − 1 = 0.193147
        Sample.Close(0.6931471805599453, Sample.Value(KlEstimators.K1(logRatio)));
        Sample.Close(0.2402265069591007, Sample.Value(KlEstimators.K2(logRatio)));
        Sample.Close(0.1931471805599453, Sample.Value(KlEstimators.K3(logRatio)));
        Sample.Close(0.6931471805599453, Sample.Value(KlEstimators.Absolute(-logRatio)));
    }

    [Fact]
    public void K3_is_never_negative_and_grows_away_from_zero() =>
        Prop.ForAll(Gen.Choose(-30000, 30000).Select(i => i / 1000.0).ToArbitrary(), x =>
        {
            using var scope = torch.NewDisposeScope();
            var values = Sample.Values(KlEstimators.K3(Sample.Vector(x, x + (Math.Sign(x) * 0.5))));
            return values[0] >= 0 && values[1] >= values[0];
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void K3_goes_on_as_its_tangent_above_twenty()
    {
        using var scope = torch.NewDisposeScope();
        var slope = Math.Exp(20) - 1;
        var atTwenty = Math.Exp(20) - 21;
        Sample.Close([atTwenty, atTwenty + slope, atTwenty + (80 * slope)], Sample.Values(KlEstimators.K3(Sample.Vector(-20, -21, -100))));
        Sample.Close([-slope, -slope, -slope], Sample.Gradient(x => KlEstimators.K3(x).sum(), Sample.Vector(-20, -21, -100)));
    }

    [Theory]
    [InlineData(-10000.0)]
    [InlineData(-89.0)]
    [InlineData(-20.5)]
    [InlineData(89.0)]
    [InlineData(10000.0)]
    public void K3_is_finite_and_never_flat_in_float32(double x)
    {
        using var scope = torch.NewDisposeScope();
        var logRatio = torch.tensor(new[] { x }, [1], dtype: ScalarType.Float32);
        Assert.True(double.IsFinite(Sample.Value(KlEstimators.K3(logRatio))));
        var slope = Sample.Gradient(v => KlEstimators.K3(v).sum(), logRatio)[0];
        Assert.True(double.IsFinite(slope) && slope * x > 0, $"slope {slope} at {x}");
    }

    [Fact]
    public void The_clamped_form_has_verls_bound_and_its_dead_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var far = Sample.Vector(-5, -25, 30);
        Sample.Close([10, 10, 10], Sample.Values(KlEstimators.K3Clamped(far)));
        Assert.All(Sample.Gradient(x => KlEstimators.K3Clamped(x).sum(), far), slope => Assert.Equal(0, slope));
        var near = Sample.Vector(-1, 0.5, 2);
        Sample.Close(Sample.Values(KlEstimators.K3(near)), Sample.Values(KlEstimators.K3Clamped(near)));
    }

    [Fact]
    public void Straight_through_takes_the_value_of_one_and_the_gradient_of_the_other()
    {
        using var scope = torch.NewDisposeScope();
        var logRatio = Sample.Vector(-1.5, 0.25);
        Sample.Close(Sample.Values(KlEstimators.K3(logRatio)), Sample.Values(KlEstimators.StraightThrough(KlEstimators.K3(logRatio), KlEstimators.K2(logRatio))));
        // d(x²/2)/dx = x
        Sample.Close([-1.5, 0.25], Sample.Gradient(x => KlEstimators.StraightThrough(KlEstimators.K3(x), KlEstimators.K2(x)).sum(), logRatio));
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        using var scope = torch.NewDisposeScope();
        var logRatio = Sample.Normal(1, 1.5, 8);
        Sample.GradientAgrees(x => KlEstimators.K1(x).sum(), logRatio);
        Sample.GradientAgrees(x => KlEstimators.K2(x).sum(), logRatio);
        Sample.GradientAgrees(x => KlEstimators.K3(x).sum(), logRatio);
        Sample.GradientAgrees(x => KlEstimators.Absolute(x).sum(), logRatio);
    }

    [Fact]
    public void K3_estimates_the_divergence_without_bias()
    {
        using var scope = torch.NewDisposeScope();
        // π = (0.7, 0.3), ref = (0.5, 0.5): KL = 0.7 ln 1.4 + 0.3 ln 0.6 = 0.08228287850505…
        var logRatio = Sample.Vector(Math.Log(0.7 / 0.5), Math.Log(0.3 / 0.5));
        var expectation = Sample.Value((KlEstimators.K3(logRatio) * Sample.Vector(0.7, 0.3)).sum());
        Sample.Close((0.7 * Math.Log(1.4)) + (0.3 * Math.Log(0.6)), expectation);
    }
}
