using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>IPO on summed log-probabilities: ℓ = (D − 1/(2τ))².</summary>
/// <remarks>
/// Azar et al. 2023, arXiv:2310.12036, eq. 17, as eric-mitchell's <c>ipo=True</c>, MADPO's baseline and TRL's online DPO. The margin has the finite target 1/(2τ) nats
/// for the whole response, and overshoot is punished. TRL's offline trainer divides by the lengths: <see cref="IpoAveragedLoss"/>, which needs
/// a τ an order of magnitude or more away.
/// </remarks>
public sealed record IpoLoss : IPreferenceLoss
{
    /// <summary>τ, the strength of the anchor; the target margin is 1/(2τ) nats. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

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
        var margin = PreferenceMargins.LogRatioMargin(batch);
        return (margin - (1 / (2 * Beta))).square().MoveToOuterDisposeScope();
    }
}
