using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>ORPO: ℓ = NLL(chosen) − λ·log σ(log odds(a_w) − log odds(a_l)), a = p/n, log odds(a) = a − log(1 − e^a), without a reference.</summary>
/// <remarks>
/// Hong et al. 2024, arXiv:2403.07691. λ is TRL's <c>beta</c>, the authors' <c>alpha</c>. Differs from both codes: the NLL is over response tokens alone
/// (both count the prompt), −log σ is computed stably (the authors take log(sigmoid(·)), which is −∞ below −88, and cast the loss to bfloat16),
/// and a is held at −1e-6 or below, where log odds and its gradient are finite.
/// </remarks>
public sealed record OrpoLoss : IPreferenceLoss
{
    private const double Ln2 = 0.693147180559945309417;
    private const double LargestAverage = -1e-6;

    /// <summary>λ, the weight of the odds ratio beside the NLL. 0 to 1,000; 0 is plain fine-tuning.</summary>
    [Range(0.0, 1000.0)]
    public double Beta { get; init; } = 0.1;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        Monotone = true,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = torch.NewDisposeScope();
        var imitation = TokenMeanNll.PerExample(batch.Chosen, counts);
        return (imitation + OddsRatio(batch)).MoveToOuterDisposeScope();
    }

    /// <summary>The odds-ratio part alone, −λ·log σ(<see cref="LogOddsRatio"/>), [N]; gradients flow, the caller disposes it.</summary>
    public Tensor OddsRatio(PreferenceBatch batch)
    {
        using var scope = torch.NewDisposeScope();
        return (LogisticLoss.Of(LogOddsRatio(batch)) * Beta).MoveToOuterDisposeScope();
    }

    /// <summary>log odds(a_w) − log odds(a_l), [N]; gradients flow, the caller disposes it.</summary>
    /// <exception cref="ArgumentException">The sides differ in length.</exception>
    public static Tensor LogOddsRatio(PreferenceBatch batch)
    {
        PreferenceMargins.RequirePairs(batch);
        using var scope = torch.NewDisposeScope();
        var chosen = LogOdds(PreferenceMargins.AverageLogProb(batch.Chosen));
        var rejected = LogOdds(PreferenceMargins.AverageLogProb(batch.Rejected));
        return (chosen - rejected).MoveToOuterDisposeScope();
    }

    private static Tensor LogOdds(Tensor averages)
    {
        var logProbs = averages.clamp_max(LargestAverage);
        return logProbs - LogOneMinusExp(logProbs);
    }

    // log(1 − e^a) by log1p below −ln 2 and by expm1 above; each branch gets arguments at which it is finite.
    private static Tensor LogOneMinusExp(Tensor negative)
    {
        var far = negative.clamp_max(-Ln2);
        var near = negative.clamp_min(-Ln2);
        return (-far.exp()).log1p().where(negative.lt(-Ln2), (-near.expm1()).log());
    }
}
