using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Testing.PreferenceMutants;

/// <summary>Masking by multiplication, as TRL, prime-rl and OpenRLHF do: NaN · 0 = NaN.</summary>
public sealed record MultiplyingMaskTdpo : IPreferenceLoss
{
    public LossTraits Traits => new TdpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of((PreferenceMargins.LogRatioMargin(batch) - Divergence(batch.Rejected.Tokens!) + Divergence(batch.Chosen.Tokens!)) * 0.1);

    private static Tensor Divergence(ResponseTokens tokens) => (tokens.ReferenceKl * tokens.Mask).sum(1);
}

/// <summary>A mean over the padded width: a response weighs by the longest one beside it.</summary>
public sealed record PaddedMeanTdpo : IPreferenceLoss
{
    public LossTraits Traits => new TdpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of((PreferenceMargins.LogRatioMargin(batch) - Divergence(batch.Rejected.Tokens!) + Divergence(batch.Chosen.Tokens!)) * 0.1);

    private static Tensor Divergence(ResponseTokens tokens) => tokens.ReferenceKl.where(tokens.Mask, torch.zeros_like(tokens.ReferenceKl)).mean([1]);
}

/// <summary>No mask at all: what the model says of the padding counts.</summary>
public sealed record UnmaskedTdpo : IPreferenceLoss
{
    public LossTraits Traits => new TdpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of((PreferenceMargins.LogRatioMargin(batch) - batch.Rejected.Tokens!.ReferenceKl.sum(1) + batch.Chosen.Tokens!.ReferenceKl.sum(1)) * 0.1);
}
