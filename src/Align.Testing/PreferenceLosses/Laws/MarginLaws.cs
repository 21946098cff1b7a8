using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>What a loss promises of the margin between its two sides.</summary>
internal static class MarginLaws
{
    private const double Shift = 0.5;
    private const double Stretch = 1e6;
    private const double Growth = 1e3;

    public static Func<LossTraits, string?> Unless(Func<LossTraits, bool> declared, string trait) =>
        traits => declared(traits) ? null : $"it does not declare {trait}";

    public static string? Complement(PreferenceTrial trial, PreferenceBatch batch)
    {
        var swapped = batch with { Chosen = batch.Rejected, Rejected = batch.Chosen };
        var there = PreferenceEvaluation.LossesOf(trial, batch, PreferenceStep.Of(trial, batch));
        var back = PreferenceEvaluation.LossesOf(trial, swapped, PreferenceStep.Of(trial, swapped));
        var sums = there.Zip(back, (left, right) => Math.Exp(-left) + Math.Exp(-right)).ToArray();
        // A coupled loss may pair equal rows either way, so that only their sum is fixed.
        var compared = trial.Loss.Traits.CouplesBatch && sums.Length > 0 ? [sums.Average()] : sums;
        return Closeness.Difference("exp(−ℓ(w, l)) + exp(−ℓ(l, w))", [.. compared.Select(_ => 1.0)], compared, trial.Options.Tolerance);
    }

    public static string? LogTwo(PreferenceTrial trial, PreferenceBatch batch)
    {
        var same = ReferenceLaws.AtReference(batch);
        var losses = PreferenceEvaluation.LossesOf(trial, same, PreferenceStep.Of(trial, same));
        return Closeness.Difference("the loss at the reference", [.. losses.Select(_ => Math.Log(2))], losses, trial.Options.Tolerance);
    }

    public static string? ShiftInvariant(PreferenceTrial trial, PreferenceBatch batch)
    {
        var step = PreferenceStep.Of(trial, batch);
        var here = PreferenceEvaluation.Of(trial, batch, step);
        var moved = PreferenceEvaluation.LossesOf(trial, RowGradients.Moved(batch, Shift, Shift), step);
        if (Closeness.Difference($"the loss with {Shift} added to both log-probabilities", here.Losses, moved, trial.Options.Tolerance) is { } found)
        {
            return found;
        }
        var (chosen, rejected) = (RowGradients.Of(here, batch, PreferenceSide.Chosen), RowGradients.Of(here, batch, PreferenceSide.Rejected));
        var sums = chosen.Zip(rejected, (left, right) => left + right).ToArray();
        return Closeness.Difference("the sum of a pair's two gradients", new double[sums.Length], sums, trial.Options.Tolerance);
    }

    public static string? Monotone(PreferenceTrial trial, PreferenceBatch batch)
    {
        var step = PreferenceStep.Of(trial, batch);
        var here = PreferenceEvaluation.Of(trial, batch, step);
        foreach (var (field, gradient) in here.Gradients.Where(field => field.Key.IsPolicy))
        {
            var sign = field.Side == PreferenceSide.Chosen ? 1 : -1;
            var wrong = Array.FindIndex(gradient, value => sign * value > trial.Options.Tolerance);
            if (wrong >= 0)
            {
                return $"At {wrong}, the gradient of {field} is {Closeness.Text(gradient[wrong])}: {(sign > 0 ? "raising a chosen" : "lowering a rejected")} log-probability raises the loss.";
            }
        }
        return Raised(trial, batch, step, here, Shift, 0, "raised chosen") ?? Raised(trial, batch, step, here, 0, -Shift, "lowered rejected");
    }

    public static string? GradientBound(PreferenceTrial trial, PreferenceBatch batch)
    {
        var bound = trial.Loss.Traits.GradientBound!.Value * (1 + trial.Options.Tolerance);
        foreach (var (field, gradient) in PreferenceEvaluation.Of(trial, batch, PreferenceStep.Of(trial, batch)).Gradients.Where(field => field.Key.IsPolicy))
        {
            var large = Array.FindIndex(gradient, value => Math.Abs(value) > bound);
            if (large >= 0)
            {
                return $"At {large}, the gradient of {field} is {Closeness.Text(gradient[large])}; the bound is {Closeness.Text(bound)}.";
            }
        }
        return null;
    }

    public static string? Bounded(PreferenceTrial trial, PreferenceBatch batch)
    {
        var step = PreferenceStep.Of(trial, batch);
        var far = PreferenceTensors.Map(batch, (field, tensor) => field.IsFloating && (field.IsPolicy || field.Quantity is PreferenceQuantity.ReferenceLogProbs or PreferenceQuantity.TokenReferenceLogProbs)
            ? tensor * Stretch
            : tensor);
        var (here, there) = (PreferenceEvaluation.LossesOf(trial, batch, step), PreferenceEvaluation.LossesOf(trial, far, step));
        var grown = Array.FindIndex(there, value => Math.Abs(value) > Growth * (1 + here.Max(Math.Abs)));
        return grown < 0 ? null : $"With all log-probabilities {Stretch:g} times as far from 0, the loss at {grown} goes from {Closeness.Text(here[grown])} to {Closeness.Text(there[grown])}.";
    }

    private static string? Raised(PreferenceTrial trial, PreferenceBatch batch, PreferenceStep step, PreferenceEvaluation here, double chosen, double rejected, string what)
    {
        var moved = PreferenceEvaluation.LossesOf(trial, RowGradients.Moved(batch, chosen, rejected), step);
        var higher = Enumerable.Range(0, moved.Length).FirstOrDefault(row => moved[row] > here.Losses[row] + (trial.Options.Tolerance * Math.Max(1, Math.Abs(here.Losses[row]))), -1);
        return higher < 0 ? null : $"At {higher}, the loss goes from {Closeness.Text(here.Losses[higher])} to {Closeness.Text(moved[higher])} with a {what} log-probability.";
    }
}
