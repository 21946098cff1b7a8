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
    /// <param name="options">The temperature, 1 in preference training, and how many logits exist at once.</param>
    /// <returns>Nats, [N]; the caller disposes it.</returns>
    public static Tensor LogProbs(DecoderTransformer model, CompletionBatch batch, ScoringOptions options)
    {
        using var scope = NewDisposeScope();
        var scores = TokenScoring.Compute(new HeadInput(model.CompletionHiddenStates(batch), model.HeadWeight), batch.CompletionIds, options);
        return MaskedReduction.Sum(scores.LogProbs, batch.CompletionMask, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Token-level quantities of policy and reference.</summary>
    /// <param name="policy">Gradients flow to it.</param>
    /// <param name="reference">Constant.</param>
    /// <param name="batch">Prompts and responses.</param>
    /// <param name="options">How many logits exist at once.</param>
    /// <param name="recorder">Takes down the reference's activations; <see langword="null"/> where nobody asks for them.</param>
    /// <returns>[N, T] each, 0 in the padding; for the caller's scope.</returns>
    public static ResponseTokens Tokens(DecoderTransformer policy, DecoderTransformer reference, CompletionBatch batch, ScoringOptions options, ActivationRecorder? recorder = null)
    {
        using var scope = NewDisposeScope();
        var (head, referenceLogProbs) = Reference(reference, batch, options, recorder);
        var scores = TokenScoring.Compute(new HeadInput(policy.CompletionHiddenStates(batch), policy.HeadWeight), batch.CompletionIds, options, head);
        return new ResponseTokens
        {
            LogProbs = MaskedReduction.Select(scores.LogProbs, batch.CompletionMask).MoveToOuterDisposeScope(),
            ReferenceLogProbs = MaskedReduction.Select(referenceLogProbs, batch.CompletionMask).MoveToOuterDisposeScope(),
            ReferenceKl = MaskedReduction.Select(scores.ReferenceKl!, batch.CompletionMask).MoveToOuterDisposeScope(),
            Mask = batch.CompletionMask,
        };
    }

    private static (HeadInput Head, Tensor LogProbs) Reference(DecoderTransformer reference, CompletionBatch batch, ScoringOptions options, ActivationRecorder? recorder)
    {
        using var _ = no_grad();
        var head = new HeadInput(reference.CompletionHiddenStates(batch, recorder), reference.HeadWeight.detach());
        return (head, TokenScoring.Compute(head, batch.CompletionIds, options).LogProbs);
    }
}
