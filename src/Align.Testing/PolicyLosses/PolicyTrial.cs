using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Core;

namespace Align.Testing;

/// <summary>A loss under a law.</summary>
internal sealed record PolicyTrial(IPolicyLoss Loss, LawOptions Options);

/// <summary>What is known of a whole optimizer step.</summary>
internal sealed record PolicyStep(BatchCounts Counts, PolicyStepStatistics Statistics)
{
    /// <summary>Counts the batch as a step, and lets a loss that couples the batch measure it.</summary>
    public static PolicyStep Of(PolicyTrial trial, PolicyTokens tokens)
    {
        var counts = BatchCounts.FromMask(tokens.Mask, Math.Max(1, tokens.Mask.shape[1]));
        if (!trial.Loss.Traits.CouplesBatch)
        {
            return new PolicyStep(counts, PolicyStepStatistics.None);
        }
        using var unrecorded = torch.no_grad();
        return new PolicyStep(counts, trial.Loss.Measure(tokens, RandomStream.Create(trial.Options.Seed, RandomPurpose.Control)));
    }

    /// <summary>The step as a micro-batch of these rows sees it.</summary>
    public PolicyStep Rows(long[] rows)
    {
        if (Statistics.Selected is not { } selected)
        {
            return this;
        }
        using var index = torch.tensor(rows, dtype: ScalarType.Int64);
        return this with { Statistics = Statistics with { Selected = selected.index_select(0, index) } };
    }
}
