using Align.Algorithms.Divergences;

namespace Align.Tests.Algorithms.Divergences;

public sealed class KlPenaltyTests
{
    public static TheoryData<KlEstimator> All => [.. Enum.GetValues<KlEstimator>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_under_the_mask_reaches_a_value_or_a_gradient(KlEstimator estimator)
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Matrix(1, 4, -1, double.NaN, double.NegativeInfinity, -3);
        var reference = Sample.Matrix(1, 4, -2, -1, double.NegativeInfinity, double.NaN);
        var mask = Sample.LengthMask(4, 1);
        var penalty = Sample.Values(KlPenalty.PerToken(logProbs, reference, mask, estimator));
        Assert.True(double.IsFinite(penalty[0]) && penalty[0] > 0);
        Assert.Equal([0.0, 0.0, 0.0], penalty[1..]);
        var gradient = Sample.Gradient(x => KlPenalty.PerToken(x, reference, mask, estimator).sum(), logProbs);
        Assert.NotEqual(0, gradient[0]);
        Assert.Equal([0.0, 0.0, 0.0], gradient[1..]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Equal_policies_have_no_penalty(KlEstimator estimator)
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Normal(1, 1, 2, 3);
        Assert.All(Sample.Values(KlPenalty.PerToken(logProbs, logProbs, Sample.LengthMask(3, 3, 3), estimator)), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_reference_gets_no_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Normal(1, 1, 2, 3).requires_grad_();
        var reference = Sample.Normal(2, 1, 2, 3).requires_grad_();
        KlPenalty.PerToken(logProbs, reference, Sample.LengthMask(3, 3, 3), KlEstimator.K3).sum().backward();
        Assert.Null(reference.grad);
        Assert.Contains(Sample.Values(logProbs.grad!), slope => slope != 0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_tensor_is_left_behind(KlEstimator estimator) => Sample.LeavesNothing(() =>
    {
        using var logProbs = torch.ones([2, 3], dtype: ScalarType.Float64);
        using var mask = torch.ones([2, 3], dtype: ScalarType.Bool);
        using var penalty = KlPenalty.PerToken(logProbs, logProbs, mask, estimator);
        using var clamped = KlPenalty.PerToken(logProbs, logProbs, mask, estimator, valueClamp: 10);
    });
}
