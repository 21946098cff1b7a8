using Align.Algorithms.Divergences;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Models.Transformers;
using Align.Models.Transformers.Activations;

namespace Align.Training.Preference;

/// <summary>The one forward pass of preference training: policy and reference, old and new, all in the same shapes.</summary>
internal static class ResponseForward
{
    /// <summary>Σ_t log π of the response's tokens, its stop token included.</summary>
    /// <param name="model">Policy or reference.</param>
    /// <param name="batch">Prompts and responses.</param>
    /// <param name="temperature">Divides the logits; 1 in preference training.</param>
    /// <returns>Nats, [N]; the caller disposes it.</returns>
    public static Tensor LogProbs(DecoderTransformer model, CompletionBatch batch, double temperature = 1)
    {
        using var scope = NewDisposeScope();
        var tokens = TokenLogProbs.Compute(model.CompletionLogits(batch), batch.CompletionIds, temperature);
        return MaskedReduction.Sum(tokens, batch.CompletionMask, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Token-level quantities of policy and reference.</summary>
    /// <param name="policy">Gradients flow to it.</param>
    /// <param name="reference">Constant.</param>
    /// <param name="batch">Prompts and responses.</param>
    /// <param name="recorder">Takes down the reference's activations; <see langword="null"/> where nobody asks for them.</param>
    /// <returns>[N, T] each, 0 in the padding; for the caller's scope.</returns>
    public static ResponseTokens Tokens(DecoderTransformer policy, DecoderTransformer reference, CompletionBatch batch, ActivationRecorder? recorder = null)
    {
        using var scope = NewDisposeScope();
        var logits = policy.CompletionLogits(batch);
        Tensor referenceLogits, referenceLogProbs;
        using (no_grad())
        {
            referenceLogits = reference.CompletionLogits(batch, recorder);
            referenceLogProbs = TokenLogProbs.Compute(referenceLogits, batch.CompletionIds);
        }
        return new ResponseTokens
        {
            LogProbs = MaskedReduction.Select(TokenLogProbs.Compute(logits, batch.CompletionIds), batch.CompletionMask).MoveToOuterDisposeScope(),
            ReferenceLogProbs = MaskedReduction.Select(referenceLogProbs, batch.CompletionMask).MoveToOuterDisposeScope(),
            ReferenceKl = MaskedReduction.Select(ReferenceKl.Compute(referenceLogits, logits), batch.CompletionMask).MoveToOuterDisposeScope(),
            Mask = batch.CompletionMask,
        };
    }
}
