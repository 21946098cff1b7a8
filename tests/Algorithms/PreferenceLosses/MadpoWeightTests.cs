using Align.Algorithms.PreferenceLosses;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.PreferenceLosses;

public sealed class MadpoWeightTests
{
    private const double Tau = 6.906754778648554;

    private static readonly MadpoShape Two = new(2, 0.5, 1, Tau);
    private static readonly MadpoShape Four = new(4, 0.25, 1, Tau);

    private static double[] Weights(MadpoShape shape, params double[] margins)
    {
        using var scope = torch.NewDisposeScope();
        return Sample.Values(MadpoWeight.Compute(Sample.Vector(margins), shape));
    }

    [Fact]
    public void The_weight_of_one_margin_is_what_the_equation_gives()
    {
        using var scope = torch.NewDisposeScope();
        // c_max 2, c_min 0.5, λ 1, τ 2, m = 1: c = 0.5 + 1.5/(1 + 2·e^−1) = 1.3641753; w(1) = sigmoid(c)/sigmoid(1) = 1.0894304.
        var shape = new MadpoShape(2, 0.5, 1, 2);
        Sample.Close([1.3641753271487436, 1.3641753271487436], Sample.Values(MadpoWeight.Coefficient(Sample.Vector(1, -1), shape)));
        Sample.Close([1.0894304274768822], Weights(shape, 1));
    }

    [Fact]
    public void The_weight_is_1_at_0_at_tau_and_at_and_below_minus_tau()
    {
        Assert.All(new[] { Two, Four }, shape => Sample.Close([1, 1, 1, 1, 1], Weights(shape, 0, Tau, -Tau, -Tau - 1, -400)));
        // Continuous at −τ, where c is 1.
        Sample.Close([1, 1], Weights(Two, -Tau - 1e-9, -Tau + 1e-9), 1e-7);
    }

    [Fact]
    public void The_extremes_are_those_of_the_published_settings()
    {
        // c_max 2: at most 1.206 at h = 0.88, at least 0.031 below 0. c_max 4: 1.418 at 0.58, 0.00009, and 0.9476 above τ.
        Assert.Equal(1.206, Grid(Two, 0, Tau).Max(), 3);
        Assert.Equal(1.418, Grid(Four, 0, Tau).Max(), 3);
        Assert.Equal(0.031, Grid(Two, -Tau, 0).Min(), 3);
        Assert.Equal(0.00009, Grid(Four, -Tau, 0).Min(), 5);
        Assert.Equal(0.9476, Grid(Four, Tau, 30).Min(), 4);
        static double[] Grid(MadpoShape shape, double from, double to) =>
            Weights(shape, [.. Enumerable.Range(0, 4001).Select(i => from + ((to - from) * i / 4000))]);
    }

    [Fact]
    public void The_expected_weight_under_the_reward_models_labels_is_1_below_tau()
    {
        // σ(h)·w(h) + σ(−h)·w(−h) = 1.
        Prop.ForAll(Gen.Choose(-6900, 6900).Select(i => i / 1000.0).ToArbitrary(), margin =>
        {
            var weights = Weights(Four, margin, -margin);
            var probability = 1 / (1 + Math.Exp(-margin));
            return Math.Abs((probability * weights[0]) + ((1 - probability) * weights[1]) - 1) < 1e-12;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_target_is_the_sharpened_margin_below_tau_and_nearly_the_margin_above()
    {
        using var scope = torch.NewDisposeScope();
        var margins = Sample.Vector(-3, 0.5, 3, 6, 8);
        var targets = Sample.Values(MadpoWeight.TargetMargin(margins, Four));
        var sharpened = Sample.Values(MadpoWeight.Coefficient(margins, Four) * margins);
        Sample.Close(sharpened[..4], targets[..4]);
        // Not monotone: 11.2 at h = 3, 10.1 at 6; dampening to c·h = 4.32 at 8 does not happen.
        Assert.Equal([11.2, 10.1, 7.99], targets[2..].Zip([1, 1, 2], (target, digits) => Math.Round(target, digits)));
        Assert.Equal(4.32, sharpened[4], 2);
    }

    [Fact]
    public void Extreme_margins_have_finite_weights_in_float32_too()
    {
        using var scope = torch.NewDisposeScope();
        var margins = torch.tensor([-1000.0, -95, -88, 88, 1000], [5], dtype: ScalarType.Float32);
        foreach (var shape in new[] { Four, new MadpoShape(4, 0.25, 1, 200) })
        {
            Assert.All(Sample.Values(MadpoWeight.Compute(margins, shape)), weight => Assert.InRange(weight, 0, 2));
        }
    }

    [Fact]
    public void Regions_keep_the_weight_1_elsewhere()
    {
        using var scope = torch.NewDisposeScope();
        var margins = Sample.Vector(-3, 0.5, 8);
        var all = Sample.Values(new MadpoLoss().Weights(margins));
        double[] Of(MadpoRegion region) => Sample.Values(new MadpoLoss { Region = region }.Weights(margins));
        Assert.Equal([all[0], all[1], 1], Of(MadpoRegion.Amplified));
        Assert.Equal([1, 1, all[2]], Of(MadpoRegion.Regularized));
        Assert.Equal([all[0], 1, 1], Of(MadpoRegion.Contradicted));
    }

    [Theory]
    [InlineData(1, 0.5, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(2, 0, 1, 1)]
    [InlineData(2, 0.5, 0, 1)]
    [InlineData(2, 0.5, 1, 0)]
    public void Constants_that_divide_0_by_0_are_refused(double max, double min, double lambda, double tau) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Weights(new MadpoShape(max, min, lambda, tau), 1));
}
