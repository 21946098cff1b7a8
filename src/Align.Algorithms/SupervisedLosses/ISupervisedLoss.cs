using Align.Algorithms.Masking;

namespace Align.Algorithms.SupervisedLosses;

/// <summary>A loss of supervised fine-tuning: a pure function of the target tokens' log-probabilities. Its properties are its options, with defaults and ranges.</summary>
/// <remarks>The step's loss is the mean over the target tokens of the whole optimizer step (<see cref="LossType.Dapo"/>), so that micro-batches add up to it.</remarks>
public interface ISupervisedLoss
{
    /// <summary>What holds for the loss with these options.</summary>
    LossTraits Traits { get; }

    /// <summary>The token losses.</summary>
    /// <param name="tokens">A micro-batch, or the whole step.</param>
    /// <returns>Nats, [N, T], 0 outside the mask; gradients flow. The caller disposes it.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong, or an input that the traits ask for is missing.</exception>
    Tensor PerToken(SupervisedTokens tokens);
}

/// <summary>What a loss of supervised fine-tuning reads. All floating-point tensors share one type and device.</summary>
public sealed record SupervisedTokens
{
    /// <summary>log π_θ of the target tokens, nats, [N, T]; gradients flow.</summary>
    public required Tensor LogProbs { get; init; }

    /// <summary>bool [N, T], true where a target counts.</summary>
    public required Tensor Mask { get; init; }

    /// <summary>KL(π_ref ‖ π_θ) of the whole next-token distribution at each target, nats, [N, T]; gradients flow. Needed by losses with a reference.</summary>
    public Tensor? ReferenceKl { get; init; }
}
