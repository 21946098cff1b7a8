using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Testing.PreferenceMutants;

/// <summary>The token mean of the micro-batch in place of the step's: a mean of means.</summary>
public sealed record MeanOfMeansCpo : IPreferenceLoss
{
    public LossTraits Traits => new CpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of((batch.Chosen.LogProbs - batch.Rejected.LogProbs) * 0.1) - (batch.Chosen.LogProbs.sum() / Math.Max(1, batch.Chosen.Lengths.sum().item<long>()));
}

/// <summary>Margins against the mean of the batch at hand, and no word of it in the traits.</summary>
public sealed record HiddenBaselineDpo : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of((PreferenceMargins.LogRatioMargin(batch) - PreferenceMargins.LogRatioMargin(batch).mean()) * 0.1);
}

/// <summary>Margins divided by the largest of the batch at hand: an empty micro-batch has none.</summary>
public sealed record LargestMarginDpo : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) / (PreferenceMargins.LogRatioMargin(batch).detach().abs().max() + 1));
}

/// <summary>Multiplied by the examples of the step: the sum passes for the mean.</summary>
public sealed record SummedDpo : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * 0.1) * counts.Examples;
}

/// <summary>Rows weighed by where they stand.</summary>
public sealed record FirstRowsDpo : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * 0.1) / (torch.ones_like(batch.Chosen.LogProbs).cumsum(0));
}
