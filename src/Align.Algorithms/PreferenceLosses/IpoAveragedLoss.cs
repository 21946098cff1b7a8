using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>IPO on log-ratios averaged over the response: ℓ = (ρ_w/n_w − ρ_l/n_l − 1/(2τ))².</summary>
/// <remarks>
/// Azar et al. 2023, arXiv:2310.12036, in the form of TRL's <c>loss_type: ipo</c> and HALOs; TRL says that the authors confirmed it. The target is 1/(2τ)
/// nats for each token: with τ = 0.1 that is 5, which no policy reaches. The paper's equation is on sums: <see cref="IpoLoss"/>.
/// </remarks>
public sealed record IpoAveragedLoss : IPreferenceLoss
{
    /// <summary>τ, the strength of the anchor; the target is 1/(2τ) nats a token. Above 0, up to 1,000.</summary>
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
        var margin = PreferenceMargins.AverageLogRatioMargin(batch);
        return (margin - (1 / (2 * Beta))).square().MoveToOuterDisposeScope();
    }
}
