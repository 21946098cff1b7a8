using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>Robust DPO: ℓ = [−(1 − ε)·log σ(z) + ε·log σ(−z)]/(1 − 2ε), z = β·D: unbiased where labels are flipped with probability ε.</summary>
/// <remarks>
/// Chowdhury et al. 2024, arXiv:2403.00409, as TRL's <c>loss_type: robust</c>. Its mean over flipped labels is the DPO loss of clean ones.
/// It is unbounded below: ℓ tends to −∞ as z grows. Undefined at ε = 1/2, where labels say nothing.
/// </remarks>
public sealed record RobustDpoLoss : IPreferenceLoss
{
    /// <summary>β, the strength of the KL anchor. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>ε, the share of labels that are wrong, 0 to below 0.5; 0 is DPO.</summary>
    [Range(0.0, 0.5, MaximumIsExclusive = true)]
    public double LabelSmoothing { get; init; } = 0.1;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        Monotone = true,
        ShiftInvariant = true,
        SwapComplement = LabelSmoothing == 0,
        LogTwoAtReference = true,
        GradientBound = Beta * (1 - LabelSmoothing) / (1 - (2 * LabelSmoothing)),
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        var logits = PreferenceMargins.LogRatioMargin(batch) * Beta;
        var flipped = LogisticLoss.Of(-logits) * LabelSmoothing;
        var clean = LogisticLoss.Of(logits) * (1 - LabelSmoothing);
        return ((clean - flipped) / (1 - (2 * LabelSmoothing))).MoveToOuterDisposeScope();
    }
}
