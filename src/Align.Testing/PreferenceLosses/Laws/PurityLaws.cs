using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>A loss is a pure function of the inputs that it declares.</summary>
internal static class PurityLaws
{
    public static string? DeclaredInputs(PreferenceTrial trial, PreferenceBatch batch)
    {
        var expected = batch.Chosen.LogProbs.shape[0] + (trial.Loss.Traits.Unpaired ? batch.Rejected.LogProbs.shape[0] : 0);
        var step = PreferenceStep.Of(trial, batch);
        var losses = trial.Loss.PerExample(batch, step.Counts, step.Statistics);
        if (losses.dim() != 1 || losses.shape[0] != expected)
        {
            return $"The losses have the shape [{string.Join(", ", losses.shape)}]; expected [{expected}].";
        }
        return losses.dtype == batch.Chosen.LogProbs.dtype ? null : $"The losses are {losses.dtype}; the log-probabilities are {batch.Chosen.LogProbs.dtype}.";
    }

    public static string? Deterministic(PreferenceTrial trial, PreferenceBatch batch)
    {
        var given = Inputs(batch);
        var first = PreferenceEvaluation.Of(trial, batch, PreferenceStep.Of(trial, batch));
        var second = PreferenceEvaluation.Of(trial, batch, PreferenceStep.Of(trial, batch));
        if (first.Difference(second, tolerance: 0) is { } found)
        {
            return $"The second call with the same inputs differs from the first. {found}";
        }
        PreferenceEvaluation.LossesOf(trial, batch, PreferenceStep.Of(trial, batch));
        var left = Inputs(batch);
        return given.Where(field => !field.Value.SequenceEqual(left[field.Key])).Select(field => $"The call changed its input {field.Key}.").FirstOrDefault();
    }

    private static Dictionary<PreferenceField, double[]> Inputs(PreferenceBatch batch) =>
        PreferenceTensors.Of(batch).Where(leaf => leaf.Field.IsFloating).ToDictionary(leaf => leaf.Field, leaf => PreferenceEvaluation.Values(leaf.Tensor));
}
