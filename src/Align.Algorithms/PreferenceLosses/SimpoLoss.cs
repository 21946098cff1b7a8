using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>SimPO: ℓ = −log σ(β·(p_w/n_w − p_l/n_l) − γ), without a reference.</summary>
/// <remarks>
/// Meng et al. 2024, arXiv:2405.14734, eq. 6, as the authors' trainer: γ is given as γ/β, and the hinge is max(0, 1 − z). TRL's CPO trainer with
/// <c>loss_type: simpo</c> and <c>cpo_alpha: 0</c> gives the same numbers with γ = <c>simpo_gamma</c> (<see cref="CpoLoss"/>).
/// </remarks>
public sealed record SimpoLoss : IPreferenceLoss
{
    /// <summary>β, the scale of the reward β·p/n. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 2;

    /// <summary>γ/β, the target margin in nats a token. 0 to 1,000.</summary>
    [Range(0.0, 1000.0)]
    public double GammaBetaRatio { get; init; } = 0.25;

    /// <summary>ε, the share of labels that are wrong, 0 to 0.5; the hinge has none.</summary>
    [Range(0.0, 0.5)]
    public double LabelSmoothing { get; init; } = 0;

    /// <summary>The link.</summary>
    public SimpoLink LossType { get; init; } = SimpoLink.Sigmoid;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        Monotone = !IsSmoothed,
        SwapComplement = GammaBetaRatio == 0 && LossType == SimpoLink.Sigmoid && !IsSmoothed,
        GradientBound = Beta,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        var logits = (PreferenceMargins.AverageLogProbMargin(batch) - GammaBetaRatio) * Beta;
        var losses = LossType == SimpoLink.Hinge ? (1 - logits).relu() : LogisticLoss.Smoothed(logits, LabelSmoothing);
        return losses.MoveToOuterDisposeScope();
    }

    private bool IsSmoothed => LossType == SimpoLink.Sigmoid && LabelSmoothing > 0;
}
