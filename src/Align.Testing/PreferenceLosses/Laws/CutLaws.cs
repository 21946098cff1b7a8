using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>How a batch is cut, ordered or repeated does not matter.</summary>
internal static class CutLaws
{
    private static readonly PreferenceField ChosenRows = new(PreferenceSide.Chosen, PreferenceQuantity.LogProbs);

    public static string? MicroBatches(PreferenceTrial trial, PreferenceBatch batch)
    {
        var step = PreferenceStep.Of(trial, batch);
        var (chosen, rejected) = Counts(batch);
        var parts = Enumerable.Range(0, (int)Math.Max(chosen, rejected))
            .Select(row => Part(trial, batch, step, row < chosen ? [row] : [], row < rejected ? [row] : []))
            .ToList();
        var joined = parts.Count == 0 ? Part(trial, batch, step, [], []) : Joined(trial, parts);
        var whole = PreferenceEvaluation.Of(trial, batch, step);
        return whole.Difference(joined, trial.Options.Tolerance) is { } found ? $"Given row by row, it is not what it is in one batch. {found}" : null;
    }

    public static string? Order(PreferenceTrial trial, PreferenceBatch batch)
    {
        var step = PreferenceStep.Of(trial, batch);
        var (chosen, rejected) = Counts(batch);
        var (chosenOrder, rejectedOrder) = (Rotated(chosen), Rotated(rejected));
        var moved = Part(trial, batch, step, chosenOrder, rejectedOrder);
        var whole = PreferenceEvaluation.Of(trial, batch, step);
        var rejectedLosses = trial.Loss.Traits.Unpaired ? rejectedOrder.Select(row => whole.Losses[chosen + row]) : [];
        var expected = whole with
        {
            Losses = [.. chosenOrder.Select(row => whole.Losses[row]), .. rejectedLosses],
            Gradients = whole.Gradients.ToDictionary(field => field.Key, field => Reordered(field.Value, field.Key.Side == PreferenceSide.Chosen ? chosenOrder : rejectedOrder)),
        };
        return expected.Difference(moved, trial.Options.Tolerance) is { } found ? $"With the first row moved to the end: {found}" : null;
    }

    public static string? Duplicate(PreferenceTrial trial, PreferenceBatch batch)
    {
        var (chosen, rejected) = Counts(batch);
        var twice = PreferenceTensors.Rows(batch, [.. All(chosen), .. All(chosen)], [.. All(rejected), .. All(rejected)]);
        var once = PreferenceEvaluation.LossesOf(trial, batch, PreferenceStep.Of(trial, batch));
        var repeated = PreferenceEvaluation.LossesOf(trial, twice, PreferenceStep.Of(trial, twice));
        return once.Length == 0 ? null : Closeness.Difference("the mean loss of the batch given twice", [once.Average()], [repeated.Average()], trial.Options.Tolerance);
    }

    public static string? Empty(PreferenceTrial trial, PreferenceBatch batch)
    {
        var part = Part(trial, batch, PreferenceStep.Of(trial, batch), [], []);
        return part.Losses.Length == 0 ? null : $"A micro-batch without rows has {part.Losses.Length} losses.";
    }

    private static PreferenceEvaluation Part(PreferenceTrial trial, PreferenceBatch batch, PreferenceStep step, long[] chosen, long[] rejected)
    {
        using var scope = torch.NewDisposeScope();
        return PreferenceEvaluation.Of(trial, PreferenceTensors.Rows(batch, chosen, rejected), step.Rows(chosen, rejected));
    }

    /// <summary>The parts in the order of one batch: where unpaired, all chosen rows come first.</summary>
    private static PreferenceEvaluation Joined(PreferenceTrial trial, List<PreferenceEvaluation> parts)
    {
        var losses = trial.Loss.Traits.Unpaired
            ? parts.SelectMany(part => part.Losses.Take(part.Gradients[ChosenRows].Length)).Concat(parts.SelectMany(part => part.Losses.Skip(part.Gradients[ChosenRows].Length)))
            : parts.SelectMany(part => part.Losses);
        return parts[0] with
        {
            Losses = [.. losses],
            Gradients = parts[0].Gradients.Keys.ToDictionary(field => field, field => parts.SelectMany(part => part.Gradients[field]).ToArray()),
        };
    }

    private static double[] Reordered(double[] values, long[] order)
    {
        var width = order.Length == 0 ? 0 : values.Length / order.Length;
        return [.. order.SelectMany(row => values.Skip((int)row * width).Take(width))];
    }

    private static (long Chosen, long Rejected) Counts(PreferenceBatch batch) => (batch.Chosen.LogProbs.shape[0], batch.Rejected.LogProbs.shape[0]);

    private static long[] All(long count) => [.. Enumerable.Range(0, (int)count).Select(row => (long)row)];

    private static long[] Rotated(long count) => count == 0 ? [] : [.. All(count).Skip(1), 0];
}
