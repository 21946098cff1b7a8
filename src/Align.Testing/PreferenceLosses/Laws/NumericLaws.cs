using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>Values and gradients are numbers, and the gradients are those of the values.</summary>
internal static class NumericLaws
{
    public static string? Finite(PreferenceTrial trial, PreferenceBatch batch)
    {
        var step = PreferenceStep.Of(trial, batch);
        var statistics = step.Statistics.Numbers.Select(number => Closeness.NotFinite($"the statistic {number.Key}", [number.Value]))
            .Concat(step.Statistics.Memory.Select(number => Closeness.NotFinite($"the remembered number {number.Key}", [number.Value])))
            .FirstOrDefault(found => found is not null);
        var got = PreferenceEvaluation.Of(trial, batch, step);
        return statistics
            ?? Closeness.NotFinite("the loss", got.Losses)
            ?? got.Gradients.Select(field => Closeness.NotFinite($"the gradient of {field.Key}", field.Value)).FirstOrDefault(found => found is not null);
    }

    public static string? Differences(PreferenceTrial trial, PreferenceBatch batch)
    {
        var step = PreferenceStep.Of(trial, batch);
        var analytic = PreferenceEvaluation.Of(trial, batch, step);
        foreach (var (field, tensor) in PreferenceTensors.Of(batch).Where(leaf => leaf.Field.IsTrained))
        {
            // A weight or a divergence may be taken as a constant; the policy may not.
            if (!field.IsPolicy && analytic.Unread.Contains(field))
            {
                continue;
            }
            var difference = new FiniteDifference(PreferenceEvaluation.Values(tensor), values =>
                PreferenceEvaluation.LossesOf(trial, PreferenceTensors.Map(batch, (other, old) => other == field ? torch.tensor(values, tensor.shape, dtype: tensor.dtype) : old), step).Sum());
            if (difference.Against(analytic.Gradients[field], trial.Options.GradientTolerance) is { } found)
            {
                return $"The gradient of {field} {found}";
            }
        }
        return null;
    }
}
