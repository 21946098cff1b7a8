using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>APO-zero: ℓ = 1 − σ(β·ρ_w) + σ(β·ρ_l): raises the chosen response and lowers the rejected one, each against the reference.</summary>
/// <remarks>D'Oosterlinck et al. 2024, arXiv:2408.06266, eq. 7, as TRL's <c>loss_type: apo_zero</c>: for data better than the policy. KTO on a pair with z₀ = 0 gives the same sum.</remarks>
public sealed record ApoZeroLoss : IPreferenceLoss
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
        Bounded = true,
        GradientBound = Beta / 4,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        PreferenceMargins.RequirePairs(batch);
        var chosen = PreferenceMargins.LogRatio(batch.Chosen) * Beta;
        var rejected = PreferenceMargins.LogRatio(batch.Rejected) * Beta;
        return ((-chosen).sigmoid() + rejected.sigmoid()).MoveToOuterDisposeScope();
    }
}
