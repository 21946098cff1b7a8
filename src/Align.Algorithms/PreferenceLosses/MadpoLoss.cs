using System.ComponentModel.DataAnnotations;
using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>MADPO: ℓ = w(h)·(−log σ(β·D)), where h is the margin of a frozen reward model and w is <see cref="MadpoWeight"/>.</summary>
/// <remarks>
/// arXiv:2510.05342. The mean is over the pairs, not over the weights, so weights below 1 make the step smaller. c and τ are in nats of h:
/// standardizing the reward model's margins changes the method. The published headline numbers use c_max 4 and c_min 1/4.
/// </remarks>
public sealed record MadpoLoss : IPreferenceLoss
{
    /// <summary>β, the strength of the KL anchor. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>c at small margins. Above 1, up to 1,000.</summary>
    [Range(1.0, 1000.0, MinimumIsExclusive = true)]
    public double CMax { get; init; } = 2;

    /// <summary>c at large margins. Between 0 and 1, both excluded.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double CMin { get; init; } = 0.5;

    /// <summary>λ, how fast c falls around τ. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Lambda { get; init; } = 1;

    /// <summary>τ, the margin at which c is 1, nats. Above 0, up to 1,000. The default is ln 999: a reward model that is 99.9 % sure.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Tau { get; init; } = 6.9067547786485539;

    /// <summary>Which pairs are weighed; for ablations.</summary>
    public MadpoRegion Region { get; init; } = MadpoRegion.All;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        ReadsRewardMargins = true,
        Monotone = true,
        ShiftInvariant = true,
        GradientBound = 2 * Beta,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var margins = batch.RewardMargins ?? throw new ArgumentException("MADPO needs the margins of a reward model.", nameof(batch));
        using var scope = torch.NewDisposeScope();
        var logits = PreferenceMargins.LogRatioMargin(batch) * Beta;
        Shape.Require(logits, "N").And(margins, "N");
        return (LogisticLoss.Of(logits) * Weights(margins)).MoveToOuterDisposeScope();
    }

    /// <summary>The pairs' weights, [N], constant; the caller disposes them.</summary>
    /// <param name="margins">h, nats, [N].</param>
    public Tensor Weights(Tensor margins)
    {
        ArgumentNullException.ThrowIfNull(margins);
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var weights = MadpoWeight.Compute(margins, new MadpoShape(CMax, CMin, Lambda, Tau));
        return (Weighed(margins) is { } weighed ? weights.where(weighed, torch.ones_like(weights)) : weights).MoveToOuterDisposeScope();
    }

    private Tensor? Weighed(Tensor margins) => Region switch
    {
        MadpoRegion.Amplified => margins.abs().lt(Tau),
        MadpoRegion.Regularized => margins.gt(Tau),
        MadpoRegion.Contradicted => margins.lt(0),
        _ => null,
    };
}
