using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Testing.PreferenceMutants;

/// <summary>log(sigmoid(z)) instead of −softplus(−z), as in ORPO's published code: −∞ below −88 in float32.</summary>
public sealed record LogOfSigmoidDpo : IPreferenceLoss
{
    public LossTraits Traits => new DpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        -(PreferenceMargins.LogRatioMargin(batch) * 0.1).sigmoid().log();
}

/// <summary>log(1 + exp(−z)), as OpenRLHF's LogExpLoss: ∞ above 88.</summary>
public sealed record LogOnePlusExpDpo : IPreferenceLoss
{
    public LossTraits Traits => new DpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        ((PreferenceMargins.LogRatioMargin(batch) * -0.1).exp() + 1).log();
}

/// <summary>log(1 − exp(a)) without log1p and expm1: −∞, with a NaN gradient, where a response has probability 1.</summary>
public sealed record NaiveOddsOrpo : IPreferenceLoss
{
    public LossTraits Traits => new OrpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(LogOdds(batch.Chosen) - LogOdds(batch.Rejected)) * 0.1;

    private static Tensor LogOdds(ResponseBatch side)
    {
        var averages = PreferenceMargins.AverageLogProb(side);
        return averages - (1 - averages.exp()).log();
    }
}

/// <summary>The weight σ(c·h)/σ(h) switched off by a boolean factor, as in MADPO's published code: 0/0 survives the factor for h below −88.</summary>
public sealed record BooleanFactorMadpo : IPreferenceLoss
{
    public LossTraits Traits => new MadpoLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * 0.1) * Weights(batch.RewardMargins!.detach());

    private static Tensor Weights(Tensor margins)
    {
        var easy = margins.le(-6.9).to(margins.dtype);
        return ((margins * 0.5).sigmoid() / margins.sigmoid() * (1 - easy)) + easy;
    }
}

/// <summary>An average over a response without its clamp: 0/0 for an empty one.</summary>
public sealed record EmptyAverageIpo : IPreferenceLoss
{
    public LossTraits Traits => new IpoAveragedLoss().Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        (PreferenceMargins.LogRatio(batch.Chosen) / batch.Chosen.Lengths - (PreferenceMargins.LogRatio(batch.Rejected) / batch.Rejected.Lengths) - 5).square();
}
