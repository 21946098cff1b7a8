using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>DPO: ℓ = −log σ(β·D), D = (log π_θ/π_ref)(chosen) − (log π_θ/π_ref)(rejected).</summary>
/// <remarks>Rafailov et al. 2023, arXiv:2305.18290, eq. 7, on summed log-probabilities, as TRL's <c>loss_type: sigmoid</c>.</remarks>
public sealed record DpoLoss : IPreferenceLoss
{
    /// <summary>β, the strength of the KL anchor. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        Monotone = true,
        ShiftInvariant = true,
        SwapComplement = true,
        LogTwoAtReference = true,
        GradientBound = Beta,
    };

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        var logits = PreferenceMargins.LogRatioMargin(batch) * Beta;
        return LogisticLoss.Of(logits).MoveToOuterDisposeScope();
    }
}
