using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>DPO on log-ratios averaged over the response: ℓ = −log σ(β·(ρ_w/n_w − ρ_l/n_l)).</summary>
/// <remarks>TRL's <c>loss_type: sigmoid_norm</c>. β must grow with the length of the responses to anchor as strongly as DPO's.</remarks>
public sealed record SigmoidNormLoss : IPreferenceLoss
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
        SwapComplement = true,
        LogTwoAtReference = true,
        GradientBound = Beta,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        var logits = PreferenceMargins.AverageLogRatioMargin(batch) * Beta;
        return LogisticLoss.Of(logits).MoveToOuterDisposeScope();
    }
}
