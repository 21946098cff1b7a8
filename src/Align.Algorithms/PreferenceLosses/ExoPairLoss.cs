using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>EXO on pairs: the reverse KL from q = (σ(z), σ(−z)) to the smoothed label (1 − ε, ε), z = β·D.</summary>
/// <remarks>
/// Ji et al. 2024, arXiv:2402.00856, eq. 16, as TRL's <c>loss_type: exo_pair</c>: ℓ = σ(z)·(log σ(z) − log(1 − ε)) + σ(−z)·(log σ(−z) − log ε).
/// At least 0, bounded by −log ε, least at z = log((1 − ε)/ε); its gradient vanishes in both tails, so a pair that is far wrong stays wrong.
/// </remarks>
public sealed record ExoPairLoss : IPreferenceLoss
{
    // max of |z|·σ(z)·σ(−z), rounded up.
    private const double LargestSlope = 0.224;

    /// <summary>β, the strength of the KL anchor. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>ε, the probability that the label gives the rejected response. Above 0, up to 0.5.</summary>
    [Range(0.0, 0.5, MinimumIsExclusive = true)]
    public double LabelSmoothing { get; init; } = 1e-3;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        ShiftInvariant = true,
        Bounded = true,
        GradientBound = Beta * (LargestSlope + (Math.Log((1 - LabelSmoothing) / LabelSmoothing) / 4)),
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        var logits = PreferenceMargins.LogRatioMargin(batch) * Beta;
        var chosen = logits.sigmoid() * (-LogisticLoss.Of(logits) - Math.Log(1 - LabelSmoothing));
        var rejected = (-logits).sigmoid() * (-LogisticLoss.Of(-logits) - Math.Log(LabelSmoothing));
        return (chosen + rejected).MoveToOuterDisposeScope();
    }
}
