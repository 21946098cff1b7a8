namespace Align.Algorithms.PolicyLosses;

/// <summary>What is known of each token given, from one pass through the language model's head. Nats, [N, T] each; float64 for float64 models, else float32. The caller disposes them.</summary>
/// <param name="LogProbs">log π of the token; gradients flow.</param>
/// <param name="Entropy">H of the distribution that it was drawn from; <see langword="null"/> where it was not asked for.</param>
/// <param name="ReferenceKl">KL(π_ref ‖ π) of the two whole distributions, gradients flow to π; <see langword="null"/> without a reference.</param>
public sealed record TokenScores(Tensor LogProbs, Tensor? Entropy, Tensor? ReferenceKl);

/// <summary>The input of a language model's head.</summary>
/// <param name="Hidden">The last hidden states at the positions that predict the tokens, [N, T, d]; gradients flow.</param>
/// <param name="Weight">The head's weight, [V, d], of the same type; gradients flow.</param>
public sealed record HeadInput(Tensor Hidden, Tensor Weight);

/// <summary>What to compute, and how much of it at once.</summary>
public sealed record ScoringOptions
{
    /// <summary>The sampler's temperature. Above 0.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Whether the entropy is computed.</summary>
    public bool WithEntropy { get; init; }

    /// <summary>Whether gradients flow through the entropy.</summary>
    public bool EntropyGradient { get; init; }

    /// <summary>Positions whose logits exist at once; 0 for all.</summary>
    public int ChunkTokens { get; init; }
}
