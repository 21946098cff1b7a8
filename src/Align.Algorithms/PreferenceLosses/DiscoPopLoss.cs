using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>DiscoPOP: ℓ = (1 − m)·(−log σ(z)) + m·e^(−z), m = σ(z/τ), z = β·D.</summary>
/// <remarks>
/// Lu et al. 2024, arXiv:2406.08414, eq. 5 (log-ratio modulated loss), found by a language model; as TRL's <c>loss_type: discopop</c>. Neither convex nor monotone: around
/// z = 0 the blend changes and the gradient turns. m·e^(−z) is taken as exp(−z + log σ(z/τ)), which cannot overflow; the product of the two
/// factors is ∞·0 for z below −709 (−88 in float32).
/// </remarks>
public sealed record DiscoPopLoss : IPreferenceLoss
{
    /// <summary>β, the strength of the KL anchor. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>τ, the width of the blend (TRL's <c>discopop_tau</c>). Above 0, up to 1: beyond, the exponential wins in the left tail.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double DiscopopTau { get; init; } = 0.05;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        ShiftInvariant = true,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        var logits = PreferenceMargins.LogRatioMargin(batch) * Beta;
        var logistic = LogisticLoss.Of(logits) * (-logits / DiscopopTau).sigmoid();
        var exponential = (-logits - LogisticLoss.Of(logits / DiscopopTau)).exp();
        return (logistic + exponential).MoveToOuterDisposeScope();
    }
}
