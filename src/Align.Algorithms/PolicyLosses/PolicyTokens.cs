namespace Align.Algorithms.PolicyLosses;

/// <summary>What a policy loss reads, token by token. All floating-point tensors share one type and device.</summary>
public sealed record PolicyTokens
{
    /// <summary>log π_θ of the sampled tokens, nats, [N, T]; gradients flow.</summary>
    public required Tensor LogProbs { get; init; }

    /// <summary>log π_old of the same tokens, nats, [N, T]; constant. The learner's own, from the same forward shapes, before the step.</summary>
    public required Tensor OldLogProbs { get; init; }

    /// <summary>One per completion [N] or per token [N, T]; constant.</summary>
    public required Tensor Advantages { get; init; }

    /// <summary>bool [N, T], true where a completion token counts.</summary>
    public required Tensor Mask { get; init; }

    /// <summary>Factors of the token losses, [N, T]; constant. For example the importance weights of an older sampler. <see langword="null"/>: all 1.</summary>
    public Tensor? TokenWeights { get; init; }

    /// <summary>log π_ref of the same tokens, nats, [N, T]; constant. Needed when the KL coefficient is not 0.</summary>
    public Tensor? ReferenceLogProbs { get; init; }

    /// <summary>The entropy of π_θ at each position, nats, [N, T]; gradients flow. Needed when the entropy coefficient is not 0.</summary>
    public Tensor? Entropy { get; init; }
}
