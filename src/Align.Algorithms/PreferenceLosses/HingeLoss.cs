using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>Hinge (SLiC): ℓ = max(0, 1 − β·D). A pair whose margin exceeds 1/β is left alone.</summary>
/// <remarks>Zhao et al. 2023, arXiv:2305.10425, on log-ratios as TRL's <c>loss_type: hinge</c>. Convex; the gradient at the kink β·D = 1 is 0.</remarks>
public sealed record HingeLoss : IPreferenceLoss
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
        ShiftInvariant = true,
        GradientBound = Beta,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        var logits = PreferenceMargins.LogRatioMargin(batch) * Beta;
        return (1 - logits).relu().MoveToOuterDisposeScope();
    }
}
