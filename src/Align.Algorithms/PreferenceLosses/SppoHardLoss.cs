using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>SPPO with hard labels: ℓ = (ρ_w − 1/(2β))² + (ρ_l + 1/(2β))².</summary>
/// <remarks>Wu et al. 2024, arXiv:2405.00675, eq. 4.7 with win probabilities 1 and 0, as TRL's <c>loss_type: sppo_hard</c>. TRL's β is the paper's 1/η.</remarks>
public sealed record SppoHardLoss : IPreferenceLoss
{
    /// <summary>β; the targets of the two log-ratios are ±1/(2β) nats. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        PreferenceMargins.RequirePairs(batch);
        var target = 1 / (2 * Beta);
        var winner = (PreferenceMargins.LogRatio(batch.Chosen) - target).square();
        var loser = (PreferenceMargins.LogRatio(batch.Rejected) + target).square();
        return (winner + loser).MoveToOuterDisposeScope();
    }
}
