using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>NCA on pairs: ℓ = −log σ(r_w) − ½·log σ(−r_w) − ½·log σ(−r_l), r = β·ρ.</summary>
/// <remarks>Chen et al. 2024, arXiv:2402.05369, as TRL's <c>loss_type: nca_pair</c>. It anchors the absolute reward: r_w has the optimum log 2, so it is not monotone in the chosen response.</remarks>
public sealed record NcaPairLoss : IPreferenceLoss
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
        GradientBound = Beta,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        PreferenceMargins.RequirePairs(batch);
        var chosen = PreferenceMargins.LogRatio(batch.Chosen) * Beta;
        var rejected = PreferenceMargins.LogRatio(batch.Rejected) * Beta;
        var noise = (LogisticLoss.Of(-chosen) + LogisticLoss.Of(-rejected)) / 2;
        return (LogisticLoss.Of(chosen) + noise).MoveToOuterDisposeScope();
    }
}
