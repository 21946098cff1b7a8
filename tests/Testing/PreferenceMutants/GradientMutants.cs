using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Testing.PreferenceMutants;

/// <summary>The rejected side detached: the value is right, the gradient is not its own.</summary>
public sealed record HalfDetachedDpo : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of((PreferenceMargins.LogRatio(batch.Chosen) - PreferenceMargins.LogRatio(batch.Rejected).detach()) * 0.1);
}

/// <summary>The reference not detached.</summary>
public sealed record TrainedReferenceDpo : IPreferenceLoss
{
    public LossTraits Traits => new DpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of((batch.Chosen.LogProbs - batch.Chosen.ReferenceLogProbs! - batch.Rejected.LogProbs + batch.Rejected.ReferenceLogProbs!) * 0.1);
}

/// <summary>The weight not detached: the loss trains the reward model.</summary>
public sealed record TrainedRewardModelMadpo : IPreferenceLoss
{
    public LossTraits Traits => new MadpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * 0.1) * batch.RewardMargins!.sigmoid();
}

/// <summary>The sign swapped: it learns the rejected answers.</summary>
public sealed record SwappedSidesDpo : IPreferenceLoss
{
    public LossTraits Traits => new DpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * -0.1);
}
