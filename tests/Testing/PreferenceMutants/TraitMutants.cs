using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Testing.PreferenceMutants;

/// <summary>Reads a reference where there is one, and says that it needs none.</summary>
public sealed record SecretReferenceCpo : IPreferenceLoss
{
    public LossTraits Traits => new();

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of((batch.Chosen.LogProbs - batch.Rejected.LogProbs - (batch.Chosen.ReferenceLogProbs ?? batch.Rejected.LogProbs) + batch.Rejected.LogProbs) * 0.1);
}

/// <summary>Reads the reward model and does not say so.</summary>
public sealed record UndeclaredMarginsMadpo : IPreferenceLoss
{
    public LossTraits Traits => new DpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * 0.1) * batch.RewardMargins!.sigmoid();
}

/// <summary>Returns the mean, where a loss a pair is wanted.</summary>
public sealed record MeanDpo : IPreferenceLoss
{
    public LossTraits Traits => new DpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * 0.1).mean();
}

/// <summary>IPO punishes a margin that overshoots.</summary>
public sealed record MonotoneIpo : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true, Monotone = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        (PreferenceMargins.LogRatioMargin(batch) - 5).square();
}

/// <summary>IPO's gradient grows with the margin.</summary>
public sealed record GentleIpo : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true, GradientBound = 10 };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        (PreferenceMargins.LogRatioMargin(batch) - 5).square();
}

/// <summary>DPO grows with a margin that goes wrong.</summary>
public sealed record BoundedDpo : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true, Bounded = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * 0.1);
}

/// <summary>Twice DPO.</summary>
public sealed record DoubledDpo : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true, LogTwoAtReference = true, SwapComplement = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * 0.1) * 2;
}

/// <summary>SimPO's averages weigh a response by its length: its two gradients do not cancel.</summary>
public sealed record ShiftInvariantSimpo : IPreferenceLoss
{
    public LossTraits Traits => new() { ShiftInvariant = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of((PreferenceMargins.AverageLogProb(batch.Chosen) - PreferenceMargins.AverageLogProb(batch.Rejected)) * 2);
}
