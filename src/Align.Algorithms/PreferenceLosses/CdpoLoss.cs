using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>Conservative DPO: ℓ = −(1 − ε)·log σ(z) − ε·log σ(−z), z = β·D. Its minimum is at z = log((1 − ε)/ε), so margins stay finite.</summary>
/// <remarks>Mitchell 2023, "A note on DPO with noisy preferences", as eric-mitchell's <c>label_smoothing</c>. Equals <see cref="DpoLoss"/> + ε·z.</remarks>
public sealed record CdpoLoss : IPreferenceLoss
{
    /// <summary>β, the strength of the KL anchor. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>ε, the share of labels that are wrong, 0 to 0.5; 0 is DPO.</summary>
    [Range(0.0, 0.5)]
    public double LabelSmoothing { get; init; } = 0.1;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        Monotone = LabelSmoothing == 0,
        ShiftInvariant = true,
        SwapComplement = LabelSmoothing == 0,
        LogTwoAtReference = true,
        GradientBound = Beta * (1 - LabelSmoothing),
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        var logits = PreferenceMargins.LogRatioMargin(batch) * Beta;
        return LogisticLoss.Smoothed(logits, LabelSmoothing).MoveToOuterDisposeScope();
    }
}
