using Align.Algorithms.PolicyLosses;
using Align.Models.Transformers;

namespace Align.Training.Learning;

/// <summary>The learner's one forward pass: old, reference and current log-probabilities all come from it, in the same shapes.</summary>
internal static class PolicyForward
{
    /// <summary>Log-probabilities of the completion tokens, and the entropy at their positions where it is asked for.</summary>
    /// <param name="policy">The model.</param>
    /// <param name="batch">Prompts and completions.</param>
    /// <param name="temperature">The sampler's temperature.</param>
    /// <param name="withEntropy">Whether to compute the entropy too.</param>
    /// <param name="entropyGradient">Whether gradients flow through the entropy; without them it costs no memory in the backward pass.</param>
    /// <returns>Nats, [N, C] each; the caller disposes both.</returns>
    public static (Tensor LogProbs, Tensor? Entropy) Run(DecoderTransformer policy, CompletionBatch batch, double temperature, bool withEntropy, bool entropyGradient = false)
    {
        using var scope = NewDisposeScope();
        var logits = policy.CompletionLogits(batch);
        var logProbs = TokenLogProbs.Compute(logits, batch.CompletionIds, temperature);
        var entropy = withEntropy ? Entropy.Compute(entropyGradient ? logits : logits.detach(), temperature).MoveToOuterDisposeScope() : null;
        return (logProbs.MoveToOuterDisposeScope(), entropy);
    }
}
