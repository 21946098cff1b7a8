using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>The reference model and the reward model are constants, and matter only where the loss says so.</summary>
internal static class ReferenceLaws
{
    public static string? WithoutConstants(LossTraits traits) =>
        traits.NeedsReference || traits.ReadsTokens || traits.ReadsRewardMargins ? null : "it reads nothing but the policy";

    public static string? WithReference(LossTraits traits) => traits.NeedsReference ? "it needs a reference" : null;

    public static string? Constant(PreferenceTrial trial, PreferenceBatch batch)
    {
        var got = PreferenceEvaluation.Of(trial, batch, PreferenceStep.Of(trial, batch), everywhere: true);
        foreach (var (field, gradient) in got.Gradients.Where(field => !field.Key.IsTrained))
        {
            var leak = Array.FindIndex(gradient, value => value != 0);
            if (leak >= 0)
            {
                return $"At {leak}, the gradient of {field} is {Closeness.Text(gradient[leak])}; expected 0.";
            }
        }
        return null;
    }

    public static string? Unread(PreferenceTrial trial, PreferenceBatch batch)
    {
        var without = PreferenceEvaluation.Of(trial, batch, PreferenceStep.Of(trial, batch));
        var given = WithReferenceOf(batch, logProbs => logProbs - 1);
        var with = PreferenceEvaluation.Of(trial, given, PreferenceStep.Of(trial, given));
        return without.Difference(with, tolerance: 0) is { } found ? $"With a reference given: {found}" : null;
    }

    /// <summary>The batch where the policy is the reference, and every KL is 0.</summary>
    public static PreferenceBatch AtReference(PreferenceBatch batch)
    {
        var same = PreferenceTensors.Map(batch, (field, tensor) => field.Quantity switch
        {
            PreferenceQuantity.ReferenceKl => torch.zeros_like(tensor),
            PreferenceQuantity.TokenReferenceLogProbs => (field.Side == PreferenceSide.Chosen ? batch.Chosen : batch.Rejected).Tokens!.LogProbs,
            _ => tensor,
        });
        return WithReferenceOf(same, logProbs => logProbs);
    }

    private static PreferenceBatch WithReferenceOf(PreferenceBatch batch, Func<Tensor, Tensor> reference) => batch with
    {
        Chosen = Side(batch.Chosen, reference),
        Rejected = Side(batch.Rejected, reference),
        Mismatched = batch.Mismatched is { } crossed ? Side(crossed, reference) : null,
    };

    private static ResponseBatch Side(ResponseBatch rows, Func<Tensor, Tensor> reference) => rows with
    {
        ReferenceLogProbs = reference(rows.LogProbs),
        Tokens = rows.Tokens is { } tokens ? tokens with { ReferenceLogProbs = reference(tokens.LogProbs) } : null,
    };
}
