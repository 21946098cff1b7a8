namespace Align.Algorithms.TokenWeights;

/// <summary>What a token weighting reads. Floating-point tensors share one type and device; none carries gradients.</summary>
public sealed record WeightedTokens
{
    /// <summary>log π_θ of the sampled tokens under the present policy, nats, [N, T].</summary>
    public required Tensor LogProbs { get; init; }

    /// <summary>log π_old of the same tokens, nats, [N, T].</summary>
    public required Tensor OldLogProbs { get; init; }

    /// <summary>The entropy of π_old at each position, nats, [N, T].</summary>
    public required Tensor OldEntropy { get; init; }

    /// <summary>One per completion [N] or per token [N, T].</summary>
    public required Tensor Advantages { get; init; }

    /// <summary>bool [N, T], true where a token counts. What stands outside it reaches no weight.</summary>
    public required Tensor Mask { get; init; }
}
