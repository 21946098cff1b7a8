using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>APO-down: ℓ = σ(β·ρ_w) + 1 − σ(β·D): lowers both responses, the rejected one more.</summary>
/// <remarks>D'Oosterlinck et al. 2024, arXiv:2408.06266, eq. 8, as TRL's <c>loss_type: apo_down</c>: for data worse than the policy, so the chosen response is not always raised.</remarks>
public sealed record ApoDownLoss : IPreferenceLoss
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
        return (chosen.sigmoid() + (rejected - chosen).sigmoid()).MoveToOuterDisposeScope();
    }
}
