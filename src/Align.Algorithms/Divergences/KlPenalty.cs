using Align.Algorithms.Masking;

namespace Align.Algorithms.Divergences;

/// <summary>The per-token KL term of a policy loss: an estimate of KL(π‖π_ref) at the sampled tokens.</summary>
/// <remarks>GRPO (Shao et al. 2024, arXiv:2402.03300, eq. 4) uses <see cref="KlEstimator.K3"/>.</remarks>
public static class KlPenalty
{
    /// <summary>The estimate at each token; 0 outside the mask.</summary>
    /// <param name="logProbs">log π of the sampled tokens, nats, [N, T]; gradients flow.</param>
    /// <param name="referenceLogProbs">log π_ref of the same tokens, nats, [N, T]; constant.</param>
    /// <param name="mask">bool [N, T], true where a token counts.</param>
    /// <param name="estimator">Which estimate.</param>
    /// <param name="valueClamp">
    /// verl's bound of k3 (10 there), which removes the gradient beyond it; <see langword="null"/> (default) for the unclamped k3.
    /// The other estimators ignore it.
    /// </param>
    /// <returns>Nats, [N, T]. Differences under the mask reach neither a value nor a gradient, whatever they hold.</returns>
    public static Tensor PerToken(
        Tensor logProbs, Tensor referenceLogProbs, Tensor mask, KlEstimator estimator, double? valueClamp = null)
    {
        Shape.Require(logProbs, "N T").And(referenceLogProbs, "N T").Mask(mask, "N T");
        using var scope = torch.NewDisposeScope();
        var logRatio = MaskedReduction.Select(logProbs - referenceLogProbs.detach(), mask);
        var estimate = estimator switch
        {
            KlEstimator.K1 => KlEstimators.K1(logRatio),
            KlEstimator.K2 => KlEstimators.K2(logRatio),
            KlEstimator.K3 => K3(logRatio, valueClamp),
            KlEstimator.Abs => KlEstimators.Absolute(logRatio),
            KlEstimator.K1Plus => KlEstimators.StraightThrough(logRatio, KlEstimators.K2(logRatio)),
            KlEstimator.K3Plus => KlEstimators.StraightThrough(K3(logRatio, valueClamp), KlEstimators.K2(logRatio)),
            _ => throw new ArgumentOutOfRangeException(nameof(estimator), estimator, "Unknown KL estimator."),
        };
        return estimate.MoveToOuterDisposeScope();
    }

    private static Tensor K3(Tensor logRatio, double? valueClamp) =>
        valueClamp is { } bound ? KlEstimators.K3Clamped(logRatio, bound) : KlEstimators.K3(logRatio);
}
