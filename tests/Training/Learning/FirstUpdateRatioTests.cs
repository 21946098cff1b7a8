using Align.Algorithms.PolicyLosses;
using Align.Models.Transformers;
using Align.Training.Learning;

namespace Align.Tests.Training.Learning;

/// <summary>The importance ratio of the first update is 1 to the last bit: two real forwards of the same micro-batch, one without and one with gradients.</summary>
public class FirstUpdateRatioTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 1.0, 0)]
    [InlineData(ScalarType.Float32, 0.7, 0)]
    [InlineData(ScalarType.Float32, 0.7, 7)]
    [InlineData(ScalarType.Float64, 1.0, 0)]
    [InlineData(ScalarType.BFloat16, 1.0, 0)]
    [InlineData(ScalarType.BFloat16, 1.0, 7)]
    public void Two_forwards_of_one_micro_batch_agree_to_the_last_bit(ScalarType dtype, double temperature, int chunkTokens)
    {
        var scoring = new ScoringOptions { Temperature = temperature, ChunkTokens = chunkTokens };
        using var policy = TransformerInitialization.Create(TransformerPresets.Create("tiny", 16), seed: 3, dtype);
        using var batch = Batch();
        using var scope = NewDisposeScope();
        Tensor old;
        using (no_grad())
        {
            old = PolicyForward.Run(policy, batch, scoring).LogProbs;
        }
        var current = PolicyForward.Run(policy, batch, scoring with { WithEntropy = true }).LogProbs;
        Assert.False(old.requires_grad);
        Assert.True(current.requires_grad);
        var ratio = (current - old).exp().masked_select(batch.CompletionMask);
        Assert.True(ratio.eq(1).all().item<bool>());
    }

    [Fact]
    public void Another_micro_batch_shape_need_not_agree_which_is_why_the_shapes_are_kept()
    {
        // The same rows alone and among others: equal to rounding, as the metric of every run shows.
        using var policy = TransformerInitialization.Create(TransformerPresets.Create("tiny", 16), seed: 3);
        using var batch = Batch();
        using var alone = CompletionBatch.Create([Row(0)], 0);
        using var scope = NewDisposeScope();
        var together = PolicyForward.Run(policy, batch, new ScoringOptions()).LogProbs[0, ..(int)alone.CompletionLength];
        var single = PolicyForward.Run(policy, alone, new ScoringOptions()).LogProbs[0];
        Assert.True(together.allclose(single, rtol: 0, atol: 1e-5));
    }

    private static CompletionBatch Batch() => CompletionBatch.Create([.. Enumerable.Range(0, 12).Select(Row)], 0);

    private static (IReadOnlyList<int>, IReadOnlyList<int>) Row(int row) =>
        ([.. Enumerable.Range(0, 3 + (row % 4)).Select(i => 3 + ((row + i) % 13))], [.. Enumerable.Range(0, 1 + (row % 5)).Select(i => 3 + ((row * i) % 13))]);
}
