using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>DPO-Positive: ℓ = −log σ(β·(D − λ·max(0, q_w − p_w))): a penalty where the chosen response became less likely than under the reference.</summary>
/// <remarks>
/// Pal et al. 2024 (Smaug), arXiv:2402.13228. The penalty is inside the sigmoid; implementations that add λ·max(0, ·) outside it are another loss.
/// The kink is at p_w = q_w, where a policy starts; its gradient there is DPO's.
/// </remarks>
public sealed record DpopLoss : IPreferenceLoss
{
    /// <summary>β, the strength of the KL anchor. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.3;

    /// <summary>λ, how much a drop of the chosen response counts against the margin. 0 (DPO) to 100,000; the paper finds 5 to 500 alike.</summary>
    [Range(0.0, 100_000.0)]
    public double Lambda { get; init; } = 50;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        Monotone = true,
        ShiftInvariant = Lambda == 0,
        SwapComplement = Lambda == 0,
        LogTwoAtReference = true,
        GradientBound = Beta * (1 + Lambda),
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        var drop = (-PreferenceMargins.LogRatio(batch.Chosen)).relu();
        var logits = (PreferenceMargins.LogRatioMargin(batch) - (drop * Lambda)) * Beta;
        return LogisticLoss.Of(logits).MoveToOuterDisposeScope();
    }
}
