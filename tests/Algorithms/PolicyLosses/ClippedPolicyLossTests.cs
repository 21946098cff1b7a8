using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.PolicyLosses;

public sealed class ClippedPolicyLossTests
{
    private static readonly ClippedPolicyLoss Clip = new() { Epsilon = 0.2, EpsilonHigh = 0.28 };

    [Theory]
    [InlineData(2.0, 1.5, null, -2.56)] // min(1.5·2, 1.28·2) = 2.56
    [InlineData(2.0, 1.1, null, -2.2)] // inside the range
    [InlineData(2.0, 0.5, null, -1.0)] // a falling good token is not clipped
    [InlineData(-1.0, 0.5, null, 0.8)] // min(−0.5, −0.8) = −0.8
    [InlineData(-1.0, 5.0, null, 5.0)] // a rising bad token is not clipped
    [InlineData(-1.0, 5.0, 3.0, 3.0)] // unless δ holds it: at most 3·|A|
    [InlineData(-2.0, 2.9, 3.0, 5.8)] // below δ
    [InlineData(2.0, 5.0, 3.0, -2.56)] // δ leaves positive advantages alone
    [InlineData(0.0, 5.0, 3.0, 0.0)]
    public void A_token_has_the_hand_worked_loss(double advantage, double ratio, double? delta, double expected)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Tokens(Sample.Matrix(1, 1, Math.Log(ratio)), Sample.Matrix(1, 1, 0), Sample.Vector(advantage), Sample.LengthMask(1, 1));
        Sample.Close(expected, Sample.Value(Compute(tokens, Clip with { Delta = delta }).PerToken));
    }

    [Fact]
    public void On_policy_the_loss_is_minus_the_mean_advantage()
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Normal(1, 1, 3, 4);
        var mask = Sample.LengthMask(4, 4, 2, 3);
        var terms = Compute(Tokens(logProbs, logProbs, Sample.Vector(1, -2, 0.5), mask), Clip);
        // −(4·1 + 2·(−2) + 3·0.5)/9
        Sample.Close(-1.5 / 9, Sample.Value(MaskedReduction.Mean(terms.PerToken, mask)));
        Assert.Equal((0, 0, 0), (terms.Statistics.LowClips, terms.Statistics.HighClips, terms.Statistics.DualClips));
        Assert.Equal((1.0, 1.0, 0.0), (terms.Statistics.RatioMin, terms.Statistics.RatioMax, terms.Statistics.ApproximateKl()));
    }

    [Fact]
    public void On_policy_the_gradient_is_minus_the_advantage()
    {
        using var scope = torch.NewDisposeScope();
        var old = Sample.Normal(1, 1, 2, 2);
        var mask = Sample.LengthMask(2, 2, 1);
        var gradient = Sample.Gradient(x => Compute(Tokens(x, old, Sample.Vector(3, -2), mask), Clip).PerToken.sum(), old);
        Sample.Close([-3, -3, 2, 0], gradient);
    }

    [Fact]
    public void Clipped_tokens_have_no_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Matrix(1, 3, Math.Log(1.5), Math.Log(0.5), Math.Log(1.5));
        var advantages = Sample.Matrix(1, 3, 1, -1, -1);
        var mask = Sample.LengthMask(3, 3);
        var gradient = Sample.Gradient(
            x => Compute(Tokens(x, torch.zeros_like(x), advantages, mask), Clip).PerToken.sum(), logProbs);
        // The third is a rising bad token: d(1.5)/d log ρ = 1.5.
        Sample.Close([0, 0, 1.5], gradient);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1.7)]
    public void Gradients_agree_with_finite_differences(double? delta)
    {
        using var scope = torch.NewDisposeScope();
        var old = Sample.Normal(1, 0.5, 4, 5);
        var advantages = Sample.Normal(2, 1, 4);
        var mask = Sample.LengthMask(5, 5, 3, 1, 0);
        Sample.GradientAgrees(
            x => Compute(Tokens(x, old, advantages, mask), Clip with { Delta = delta }).PerToken.sum(), Sample.Normal(3, 0.8, 4, 5));
    }

    [Fact]
    public void Nothing_under_the_mask_reaches_a_value_a_gradient_or_a_statistic()
    {
        using var scope = torch.NewDisposeScope();
        var clean = Sample.Matrix(1, 1, -1);
        var dirty = Sample.Matrix(1, 4, -1, double.NaN, double.NegativeInfinity, 5);
        var dirtyOld = Sample.Matrix(1, 4, -1.5, -1, double.NegativeInfinity, double.NaN);
        var dirtyAdvantages = Sample.Matrix(1, 4, 2, double.NaN, double.PositiveInfinity, 1);
        var mask = Sample.LengthMask(4, 1);
        var expected = Compute(Tokens(clean, Sample.Matrix(1, 1, -1.5), Sample.Matrix(1, 1, 2), Sample.LengthMask(1, 1)), Clip);
        var actual = Compute(Tokens(dirty, dirtyOld, dirtyAdvantages, mask), Clip);
        Assert.Equal(expected.Statistics, actual.Statistics);
        Assert.Equal([Sample.Value(expected.PerToken), 0, 0, 0], Sample.Values(actual.PerToken));
        // ρ = e^0.5 = 1.65 > 1.28 would be clipped; with A = −2 it is not.
        var gradient = Sample.Gradient(
            x => Compute(Tokens(x, dirtyOld, -dirtyAdvantages, mask), Clip).PerToken.sum(), dirty);
        Sample.Close([2 * Math.Exp(0.5), 0, 0, 0], gradient);
    }

    [Fact]
    public void An_advantage_that_is_not_a_number_is_harmless_where_its_whole_completion_is_masked()
    {
        using var scope = torch.NewDisposeScope();
        var old = Sample.Normal(1, 1, 2, 2);
        var mask = Sample.LengthMask(2, 2, 0);
        var loss = Compute(Tokens(old, old, Sample.Vector(1, double.NaN), mask), Clip);
        Assert.Equal([-1.0, -1.0, 0.0, 0.0], Sample.Values(loss.PerToken));
    }

    [Theory]
    [InlineData(-10000.0, 0.0)]
    [InlineData(0.0, -10000.0)]
    [InlineData(-10000.0, -10000.0)]
    [InlineData(0.0, -89.0)]
    public void Extreme_log_ratios_stay_finite_in_float32(double logProb, double oldLogProb)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var advantage in new[] { 1.0, -1.0 })
        {
            var old = torch.full([1, 1], oldLogProb, dtype: ScalarType.Float32);
            var advantages = torch.full([1], advantage, dtype: ScalarType.Float32);
            var logProbs = torch.full([1, 1], logProb, dtype: ScalarType.Float32);
            Tensor Loss(Tensor x) => Compute(Tokens(x, old, advantages, Sample.LengthMask(1, 1)), Clip).PerToken.sum();
            Assert.True(double.IsFinite(Sample.Value(Loss(logProbs))));
            Assert.True(double.IsFinite(Sample.Gradient(Loss, logProbs)[0]));
        }
    }

    [Fact]
    public void Raising_a_good_token_never_raises_the_loss() =>
        Prop.ForAll(Gen.Choose(-3000, 3000).Select(i => i / 1000.0).ToArbitrary(), Gen.Choose(-3000, 3000).Select(i => i / 1000.0).ToArbitrary(), (a, b) =>
        {
            using var scope = torch.NewDisposeScope();
            var sorted = Sample.Matrix(1, 2, Math.Min(a, b), Math.Max(a, b));
            var mask = Sample.LengthMask(2, 2);
            var good = Sample.Values(Compute(Tokens(sorted, torch.zeros_like(sorted), Sample.Vector(1), mask), Clip).PerToken);
            var bad = Sample.Values(Compute(Tokens(sorted, torch.zeros_like(sorted), Sample.Vector(-1), mask), Clip).PerToken);
            return good[1] <= good[0] && bad[1] >= bad[0];
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_constant_added_to_both_policies_changes_nothing()
    {
        using var scope = torch.NewDisposeScope();
        var (logProbs, old) = (Sample.Normal(1, 1, 2, 3), Sample.Normal(2, 1, 2, 3));
        var (advantages, mask) = (Sample.Vector(1, -1), Sample.LengthMask(3, 3, 2));
        var plain = Sample.Values(Compute(Tokens(logProbs, old, advantages, mask), Clip).PerToken);
        Sample.Close(plain, Sample.Values(Compute(Tokens(logProbs + 5, old + 5, advantages, mask), Clip).PerToken), 1e-11);
    }

    [Fact]
    public void Token_weights_multiply_the_losses_and_get_no_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Tokens(Sample.Matrix(1, 2, 0, 0), Sample.Matrix(1, 2, 0, 0), Sample.Vector(2), Sample.LengthMask(2, 1));
        var weights = Sample.Matrix(1, 2, 0.25, double.NaN).requires_grad_();
        var loss = Compute(tokens with { TokenWeights = weights }, Clip).PerToken;
        Assert.Equal([-0.5, 0.0], Sample.Values(loss));
        Assert.False(loss.requires_grad);
    }

    [Fact]
    public void Statistics_count_each_kind_of_clip()
    {
        using var scope = torch.NewDisposeScope();
        // ratios 1.5, 0.5, 5, 1, 1.5 with advantages +, −, −, +, −: high, low, held by δ, none, none
        var logProbs = Sample.Matrix(1, 5, Math.Log(1.5), Math.Log(0.5), Math.Log(5), 0, Math.Log(1.5));
        var tokens = Tokens(logProbs, torch.zeros_like(logProbs), Sample.Matrix(1, 5, 1, -1, -1, 1, -1), Sample.LengthMask(5, 5));
        var statistics = Compute(tokens, Clip with { Delta = 3 }).Statistics;
        Assert.Equal((5, 1, 1, 1), (statistics.Tokens, statistics.LowClips, statistics.HighClips, statistics.DualClips));
        Sample.Close([0.2, 0.2, 0.4, 0.2], [statistics.LowClipFraction(), statistics.HighClipFraction(), statistics.ClipFraction(), statistics.DualClipFraction()]);
        Sample.Close([0.5, 5, 9.5 / 5], [statistics.RatioMin, statistics.RatioMax, statistics.RatioMean()]);
        // −(2 ln 1.5 + ln 0.5 + ln 5)/5
        Sample.Close(-((2 * Math.Log(1.5)) + Math.Log(2.5)) / 5, statistics.ApproximateKl());
    }

    [Fact]
    public void Statistics_of_micro_batches_merge_to_those_of_the_batch()
    {
        using var scope = torch.NewDisposeScope();
        var (logProbs, old, advantages) = (Sample.Normal(1, 1, 4, 3), Sample.Normal(2, 1, 4, 3), Sample.Normal(3, 1, 4));
        var mask = Sample.LengthMask(3, 3, 0, 2, 1);
        PolicyLossStatistics Of(System.Range rows) => Compute(Tokens(logProbs[rows], old[rows], advantages[rows], mask[rows]), Clip).Statistics;
        var whole = Of(..);
        var merged = Of(1..2).Merge(Of(..1)).Merge(Of(2..));
        Assert.Equal((whole.Tokens, whole.LowClips, whole.HighClips), (merged.Tokens, merged.LowClips, merged.HighClips));
        Sample.Close(
            [whole.RatioMin, whole.RatioMax, whole.RatioMean(), whole.ApproximateKl()],
            [merged.RatioMin, merged.RatioMax, merged.RatioMean(), merged.ApproximateKl()]);
    }

    [Fact]
    public void An_empty_mask_gives_zero()
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Matrix(1, 2, double.NaN, -1);
        var terms = Compute(Tokens(logProbs, logProbs, Sample.Vector(1), Sample.LengthMask(2, 0)), Clip);
        Assert.Equal([0.0, 0.0], Sample.Values(terms.PerToken));
        var statistics = terms.Statistics;
        Assert.Equal([0.0, 0, 0, 0, 0], [statistics.ClipFraction(), statistics.RatioMean(), statistics.RatioMin, statistics.RatioMax, statistics.ApproximateKl()]);
    }

    [Theory]
    [InlineData(-0.1, 0.2, null)]
    [InlineData(1.1, 0.2, null)]
    [InlineData(0.2, -0.1, null)]
    [InlineData(0.2, 0.2, 1.0)]
    [InlineData(double.NaN, 0.2, null)]
    public void A_clip_range_outside_its_limits_is_refused(double epsilon, double epsilonHigh, double? delta)
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Matrix(1, 1, 0);
        var tokens = Tokens(logProbs, logProbs, Sample.Vector(1), Sample.LengthMask(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Compute(tokens, new ClippedPolicyLoss { Epsilon = epsilon, EpsilonHigh = epsilonHigh, Delta = delta }));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Sample.LeavesNothing(() =>
    {
        using var logProbs = torch.ones([2, 3], dtype: ScalarType.Float64);
        using var advantages = torch.ones([2], dtype: ScalarType.Float64);
        using var mask = torch.ones([2, 3], dtype: ScalarType.Bool);
        var tokens = Tokens(logProbs, logProbs, advantages, mask) with { TokenWeights = logProbs };
        using var loss = Compute(tokens, Clip with { Delta = 3 }).PerToken;
    });

    private static PolicyTokens Tokens(Tensor logProbs, Tensor oldLogProbs, Tensor advantages, Tensor mask) =>
        new() { LogProbs = logProbs, OldLogProbs = oldLogProbs, Advantages = advantages, Mask = mask };

    [Theory]
    [InlineData(2.0, 5.0, 1.1, -2.2)] // ρ capped at 1.1: min(2.2, 1.28·2)
    [InlineData(2.0, 5.0, 3.0, -2.56)] // beyond 1 + ε_high it leaves positive advantages alone
    [InlineData(-1.0, 5.0, 3.0, 3.0)] // min(−3, −1.28)
    [InlineData(-1.0, 0.5, 3.0, 0.8)]
    public void A_cap_of_the_ratio_acts_before_the_minimum(double advantage, double ratio, double delta, double expected)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Tokens(Sample.Matrix(1, 1, Math.Log(ratio)), Sample.Matrix(1, 1, 0), Sample.Vector(advantage), Sample.LengthMask(1, 1));
        Sample.Close(expected, Sample.Value(Compute(tokens, Clip with { Delta = delta, DualClip = DualClip.Ratio }).PerToken));
    }

    private static PolicyLossTerms Compute(PolicyTokens tokens, ClippedPolicyLoss loss) => loss.Compute(tokens, PolicyStepStatistics.None);
}
