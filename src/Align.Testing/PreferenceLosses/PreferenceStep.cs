using System.Collections.Immutable;
using Align.Algorithms.PreferenceLosses;
using Align.Core;

namespace Align.Testing;

/// <summary>What is known of a whole optimizer step.</summary>
internal sealed record PreferenceStep(PreferenceCounts Counts, StepStatistics Statistics)
{
    /// <summary>Counts the batch as a step, and lets a loss that couples the batch measure it.</summary>
    public static PreferenceStep Of(PreferenceTrial trial, PreferenceBatch batch)
    {
        var traits = trial.Loss.Traits;
        var counts = PreferenceCounts.Of(batch, traits);
        if (!traits.CouplesBatch)
        {
            return new PreferenceStep(counts, StepStatistics.None);
        }
        using var unrecorded = torch.no_grad();
        var random = RandomStream.Create(trial.Options.Seed, RandomPurpose.Control);
        return new PreferenceStep(counts, trial.Loss.Measure(batch, ImmutableDictionary<string, double>.Empty, random));
    }

    /// <summary>The step as a micro-batch of these rows sees it.</summary>
    public PreferenceStep Rows(long[] chosen, long[] rejected) => this with
    {
        Statistics = Statistics with { ChosenRows = Pick(Statistics.ChosenRows, chosen), RejectedRows = Pick(Statistics.RejectedRows, rejected) },
    };

    private static ImmutableDictionary<string, Tensor> Pick(ImmutableDictionary<string, Tensor> columns, long[] rows)
    {
        using var index = torch.tensor(rows, dtype: ScalarType.Int64);
        return columns.ToImmutableDictionary(column => column.Key, column => column.Value.index_select(0, index));
    }
}
