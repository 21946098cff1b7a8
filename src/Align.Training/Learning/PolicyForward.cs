using Align.Algorithms.PolicyLosses;
using Align.Models.Transformers;

namespace Align.Training.Learning;

/// <summary>The learner's one forward pass: old, reference and current log-probabilities all come from it, in the same shapes.</summary>
internal static class PolicyForward
{
    /// <summary>Log-probabilities of the completion tokens, and what else the options ask for at their positions.</summary>
    /// <param name="policy">The model; gradients flow to it.</param>
    /// <param name="batch">Prompts and completions.</param>
    /// <param name="options">Temperature, entropy and how many logits exist at once.</param>
    /// <param name="reference">A frozen model's <see cref="Head"/> for KL(reference ‖ policy); <see langword="null"/> where nobody asks for it.</param>
    /// <returns>Nats, [N, C] each; the caller disposes them.</returns>
    public static TokenScores Run(DecoderTransformer policy, CompletionBatch batch, ScoringOptions options, HeadInput? reference = null)
    {
        using var scope = NewDisposeScope();
        var scores = TokenScoring.Compute(new HeadInput(policy.CompletionHiddenStates(batch), policy.HeadWeight), batch.CompletionIds, options, reference);
        return new TokenScores(
            scores.LogProbs.MoveToOuterDisposeScope(), scores.Entropy?.MoveToOuterDisposeScope(), scores.ReferenceKl?.MoveToOuterDisposeScope());
    }

    /// <summary>The input of a frozen model's head, without gradients; belongs to the caller's dispose scope.</summary>
    public static HeadInput Head(DecoderTransformer reference, CompletionBatch batch)
    {
        using var _ = no_grad();
        return new HeadInput(reference.CompletionHiddenStates(batch), reference.HeadWeight.detach());
    }
}
