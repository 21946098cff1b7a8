using Align.Algorithms.Divergences;

namespace Align.Tests.Algorithms.Divergences;

public sealed class ReferenceKlTests
{
    [Fact]
    public void Hand_worked_divergence_of_two_coins()
    {
        using var scope = torch.NewDisposeScope();
        // π_ref = (1/2, 1/2), π = (1/4, 3/4): ½·ln(½ / ¼) + ½·ln(½ / ¾) = ½·ln 2 + ½·ln(2/3) = ½·ln(4/3).
        var reference = torch.zeros(1, 1, 2, dtype: ScalarType.Float64);
        var policy = torch.tensor([0, Math.Log(3)], [1, 1, 2], dtype: ScalarType.Float64);

        var divergence = ReferenceKl.Compute(reference, policy);

        Sample.Close(0.5 * Math.Log(4.0 / 3.0), Sample.Value(divergence));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public void The_chunk_changes_neither_value_nor_gradient(int chunkTokens)
    {
        using var scope = torch.NewDisposeScope();
        var (reference, policy, weights) = (Sample.Normal(1, 3, 2, 5, 7), Sample.Normal(2, 3, 2, 5, 7), Sample.Normal(3, 1, 2, 5));

        Sample.Close(Sample.Values(Composed(reference, policy)), Sample.Values(ReferenceKl.Compute(reference, policy, chunkTokens)));
        Sample.Close(
            Sample.Gradient(logits => (Composed(reference, logits) * weights).sum(), policy),
            Sample.Gradient(logits => (ReferenceKl.Compute(reference, logits, chunkTokens) * weights).sum(), policy));
    }

    [Fact]
    public void The_gradient_agrees_with_central_differences()
    {
        using var scope = torch.NewDisposeScope();
        var (reference, policy, weights) = (Sample.Normal(4, 1, 2, 3, 4), Sample.Normal(5, 1, 2, 3, 4), Sample.Normal(6, 1, 2, 3));

        Sample.GradientAgrees(logits => (ReferenceKl.Compute(reference, logits, 2) * weights).sum(), policy);
    }

    [Fact]
    public void It_is_zero_with_zero_gradient_where_the_policy_is_the_reference()
    {
        using var scope = torch.NewDisposeScope();
        var logits = Sample.Normal(7, 2, 2, 3, 5);

        Assert.All(Sample.Values(ReferenceKl.Compute(logits, logits)), value => Sample.Close(0, value));
        Assert.All(Sample.Gradient(policy => ReferenceKl.Compute(logits, policy).sum(), logits), value => Assert.Equal(0, value));
    }

    [Fact]
    public void It_is_finite_where_a_reference_probability_underflows()
    {
        using var scope = torch.NewDisposeScope();
        // e^−400 is 0 in float32; log(softmax) would give −∞·0.
        var reference = torch.tensor(new[] { 0f, -400f, float.NegativeInfinity }, [1, 1, 3]);
        var policy = torch.tensor(new[] { 0f, 0f, 0f }, [1, 1, 3]).requires_grad_();

        var divergence = ReferenceKl.Compute(reference, policy);
        divergence.sum().backward();

        Sample.Close(Math.Log(3), Sample.Value(divergence), 1e-6);
        Assert.All(Sample.Values(policy.grad!), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void An_empty_batch_gives_an_empty_result()
    {
        using var scope = torch.NewDisposeScope();

        Assert.Equal([0L, 3L], ReferenceKl.Compute(torch.zeros(0, 3, 5), torch.zeros(0, 3, 5)).shape);
    }

    [Fact]
    public void No_tensor_outlives_the_call() => Sample.LeavesNothing(() =>
    {
        using var scope = torch.NewDisposeScope();
        var policy = Sample.Normal(8, 1, 2, 3, 4).requires_grad_();
        ReferenceKl.Compute(Sample.Normal(9, 1, 2, 3, 4), policy, 2).sum().backward();
    });

    private static Tensor Composed(Tensor referenceLogits, Tensor logits)
    {
        var reference = referenceLogits.log_softmax(-1);
        return (reference.exp() * (reference - logits.log_softmax(-1))).sum(-1);
    }
}
