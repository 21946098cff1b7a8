using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>BCO on pairs: ℓ = −log σ(r_w) − log σ(−r_l), r = β·ρ: each side is classified on its own.</summary>
/// <remarks>Jung et al. 2024, arXiv:2404.04656, as TRL's <c>loss_type: bco_pair</c>, which has no running reward shift δ; the paper subtracts one from both rewards.</remarks>
public sealed record BcoPairLoss : IPreferenceLoss
{
    /// <summary>β, the strength of the KL anchor. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        Monotone = true,
        GradientBound = Beta,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        PreferenceMargins.RequirePairs(batch);
        var chosen = PreferenceMargins.LogRatio(batch.Chosen) * Beta;
        var rejected = PreferenceMargins.LogRatio(batch.Rejected) * Beta;
        return (LogisticLoss.Of(chosen) + LogisticLoss.Of(-rejected)).MoveToOuterDisposeScope();
    }
}
