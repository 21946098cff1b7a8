using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>CPO: a preference loss with a uniform reference, plus behaviour cloning: ℓ = −log σ(β·(p_w − p_l)) + α·NLL(chosen).</summary>
/// <remarks>
/// Xu et al. 2024, arXiv:2401.08417, as TRL's CPO trainer; <c>loss_type: simpo</c> is CPO-SimPO. The NLL is the mean over the step's response tokens
/// (<see cref="TokenMeanNll"/>), as in TRL up to the prompt's tokens; the paper takes the sum over each response.
/// </remarks>
public sealed record CpoLoss : IPreferenceLoss
{
    /// <summary>β, the scale of the log-probabilities. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>α, the weight of the NLL. 0 to 1,000.</summary>
    [Range(0.0, 1000.0)]
    public double CpoAlpha { get; init; } = 1;

    /// <summary>The preference part.</summary>
    public CpoLink LossType { get; init; } = CpoLink.Sigmoid;

    /// <summary>ε, the share of labels that are wrong, 0 to 0.5; for sigmoid and simpo.</summary>
    [Range(0.0, 0.5)]
    public double LabelSmoothing { get; init; } = 0;

    /// <summary>γ, the target margin of simpo, in units of the logit. 0 to 1,000.</summary>
    [Range(0.0, 1000.0)]
    public double SimpoGamma { get; init; } = 0.5;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        Monotone = LossType == CpoLink.Hinge || (LossType != CpoLink.Ipo && LabelSmoothing == 0),
        ShiftInvariant = CpoAlpha == 0 && LossType is (CpoLink.Sigmoid or CpoLink.Hinge),
        SwapComplement = CpoAlpha == 0 && LabelSmoothing == 0 && (LossType == CpoLink.Sigmoid || (LossType == CpoLink.Simpo && SimpoGamma == 0)),
        GradientBound = CpoAlpha > 0 || LossType == CpoLink.Ipo ? null : Beta,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        var imitation = TokenMeanNll.PerExample(batch.Chosen, counts) * CpoAlpha;
        return (Preference(batch) + imitation).MoveToOuterDisposeScope();
    }

    /// <summary>The preference part alone, [N]; gradients flow, the caller disposes it.</summary>
    public Tensor Preference(PreferenceBatch batch)
    {
        using var scope = torch.NewDisposeScope();
        var losses = LossType switch
        {
            CpoLink.Sigmoid => LogisticLoss.Smoothed(PreferenceMargins.LogProbMargin(batch) * Beta, LabelSmoothing),
            CpoLink.Hinge => (1 - (PreferenceMargins.LogProbMargin(batch) * Beta)).relu(),
            CpoLink.Ipo => (PreferenceMargins.AverageLogProbMargin(batch) - (1 / (2 * Beta))).square(),
            _ => LogisticLoss.Smoothed((PreferenceMargins.AverageLogProbMargin(batch) * Beta) - SimpoGamma, LabelSmoothing),
        };
        return losses.MoveToOuterDisposeScope();
    }
}
