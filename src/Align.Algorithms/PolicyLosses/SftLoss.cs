using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>The cross-entropy of supervised fine-tuning: −Σ log π_θ(token) / tokens of the step's batch.</summary>
/// <remarks>A token mean over the optimizer step, so micro-batches add up to the loss of the whole batch.</remarks>
public static class SftLoss
{
    /// <summary>What holds for this loss.</summary>
    public static LossTraits Traits { get; } =
        new() { Monotone = true };

    /// <summary>This micro-batch's share of the loss, nats per token.</summary>
    /// <param name="logProbs">log π_θ of the target tokens, nats, [N, T]; gradients flow (see <see cref="TokenLogProbs"/>).</param>
    /// <param name="mask">bool [N, T], true where a target counts.</param>
    /// <param name="counts">Of the whole optimizer step.</param>
    /// <returns>A scalar; 0 when nothing is selected.</returns>
    public static Tensor Compute(Tensor logProbs, Tensor mask, BatchCounts counts)
    {
        ArgumentNullException.ThrowIfNull(logProbs);
        using var losses = -logProbs;
        return LossAggregation.Compute(losses, mask, LossType.Dapo, counts);
    }
}
