using Align.Algorithms.PolicyLosses;

namespace Align.Tests.Algorithms.PolicyLosses;

public sealed class TokenLogProbsTests
{
    // softmax(0, ln 3) = (1/4, 3/4)
    private static Tensor Logits() => torch.tensor(new[] { 0, Math.Log(3), 0, Math.Log(3) }, [1, 2, 2], dtype: ScalarType.Float64);

    private static Tensor Ids() => torch.tensor(new long[] { 0, 1 }, [1, 2]);

    [Fact]
    public void Each_token_has_its_own_log_probability()
    {
        using var scope = torch.NewDisposeScope();
        Sample.Close([Math.Log(0.25), Math.Log(0.75)], Sample.Values(TokenLogProbs.Compute(Logits(), Ids())));
    }

    [Fact]
    public void The_temperature_divides_the_logits()
    {
        using var scope = torch.NewDisposeScope();
        // At temperature 1/2 the odds 1 : 3 become 1 : 9.
        Sample.Close([Math.Log(0.1), Math.Log(0.9)], Sample.Values(TokenLogProbs.Compute(Logits(), Ids(), 0.5)));
    }

    [Fact]
    public void Large_logits_do_not_overflow()
    {
        using var scope = torch.NewDisposeScope();
        var logits = torch.tensor(new[] { 1e4, 0, 0, 1e4 }, [1, 2, 2], dtype: ScalarType.Float32);
        Assert.Equal([0.0, 0.0], Sample.Values(TokenLogProbs.Compute(logits, Ids())));
        Assert.Equal([0.0, 0.0], Sample.Values(Entropy.Compute(logits)));
    }

    [Fact]
    public void Half_precision_logits_are_widened()
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = TokenLogProbs.Compute(Logits().to(ScalarType.BFloat16), Ids());
        Assert.Equal(ScalarType.Float32, logProbs.dtype);
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        using var scope = torch.NewDisposeScope();
        var logits = Sample.Normal(1, 1, 2, 3, 5);
        var ids = torch.tensor(new long[] { 0, 4, 2, 1, 1, 3 }, [2, 3]);
        var weights = Sample.Normal(2, 1, 2, 3);
        Sample.GradientAgrees(x => (TokenLogProbs.Compute(x, ids, 0.7) * weights).sum(), logits);
        Sample.GradientAgrees(x => (Entropy.Compute(x, 0.7) * weights).sum(), logits);
    }

    [Fact]
    public void The_entropy_of_a_uniform_distribution_is_the_log_of_its_size()
    {
        using var scope = torch.NewDisposeScope();
        Sample.Close([Math.Log(7)], Sample.Values(Entropy.Compute(torch.zeros([1, 1, 7], dtype: ScalarType.Float64))));
        // −(1/4) ln (1/4) − (3/4) ln (3/4) = 0.5623351446188083
        Sample.Close([0.5623351446188083, 0.5623351446188083], Sample.Values(Entropy.Compute(Logits())));
    }

    [Fact]
    public void Excluded_tokens_add_nothing_to_the_entropy_or_its_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var logits = torch.tensor(new[] { 0, double.NegativeInfinity, Math.Log(3) }, [1, 1, 3], dtype: ScalarType.Float64);
        Sample.Close([0.5623351446188083], Sample.Values(Entropy.Compute(logits)));
        var gradient = Sample.Gradient(x => Entropy.Compute(x).sum(), logits);
        Assert.All(gradient, slope => Assert.True(double.IsFinite(slope)));
        Assert.Equal(0, gradient[1]);
        Assert.NotEqual(0, gradient[0]);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_temperature_that_is_not_positive_is_refused(double temperature)
    {
        using var scope = torch.NewDisposeScope();
        var (logits, ids) = (Logits(), Ids());
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenLogProbs.Compute(logits, ids, temperature));
        Assert.Throws<ArgumentOutOfRangeException>(() => Entropy.Compute(logits, temperature));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Sample.LeavesNothing(() =>
    {
        using var logits = torch.ones([2, 3, 4], dtype: ScalarType.Float32);
        using var ids = torch.ones([2, 3], dtype: ScalarType.Int64);
        using var logProbs = TokenLogProbs.Compute(logits, ids, 0.9);
        using var entropy = Entropy.Compute(logits);
    });
}
