using Align.Algorithms.Masking;

namespace Align.Algorithms.TokenWeights;

/// <summary>How much the update of one token changes the entropy of the policy at its position, estimated from what the step knows anyway.</summary>
/// <remarks>
/// STEER, arXiv:2510.10150. Per unit of step size, Δ = −(A/q)·p(1−p)(ln p + H), with p the token's probability now, q under π_old, H the
/// entropy of π_old at the position and A the advantage; <see cref="EntropyEstimator.OwnLogit"/> has a further factor p. p is held in [1e-8, 1 − 1e-8],
/// q in [1e-8, 1]; what is not finite counts as no change. Results are constants of the inputs' type.
/// </remarks>
public static class EntropyChange
{
    private const double ProbabilityFloor = 1e-8;

    /// <summary>Δ, signed: above 0 the update raises the entropy.</summary>
    /// <param name="logProbs">log π_θ of the tokens, nats, [N, T].</param>
    /// <param name="oldLogProbs">log π_old of the same tokens, [N, T].</param>
    /// <param name="advantages">One per completion [N] or per token [N, T].</param>
    /// <param name="entropies">H of π_old, nats, [N, T].</param>
    /// <param name="mask">bool [N, T].</param>
    /// <param name="estimator">Which form.</param>
    /// <returns>[N, T], 0 outside the mask. The caller disposes it.</returns>
    public static Tensor Predicted(Tensor logProbs, Tensor oldLogProbs, Tensor advantages, Tensor entropies, Tensor mask, EntropyEstimator estimator)
    {
        Require(logProbs, oldLogProbs, advantages, entropies, mask);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var probability = logProbs.detach().exp().clamp(ProbabilityFloor, 1 - ProbabilityFloor);
        var oldProbability = oldLogProbs.exp().clamp(ProbabilityFloor, 1);
        var perToken = advantages.dim() == 1 ? advantages.unsqueeze(1) : advantages;
        var slope = probability * (1 - probability) * (probability.log() + entropies);
        var change = -(perToken / oldProbability) * (estimator == EntropyEstimator.OwnLogit ? slope * probability : slope);
        return Finite(change, mask).MoveToOuterDisposeScope();
    }

    /// <summary>Ω = |Δ|.</summary>
    /// <inheritdoc cref="Predicted"/>
    public static Tensor Magnitude(Tensor logProbs, Tensor oldLogProbs, Tensor advantages, Tensor entropies, Tensor mask, EntropyEstimator estimator)
    {
        using var predicted = Predicted(logProbs, oldLogProbs, advantages, entropies, mask, estimator);
        return predicted.abs();
    }

    private static Tensor Finite(Tensor change, Tensor mask) => MaskedReduction.Select(change, mask.logical_and(change.isfinite()));

    private static void Require(Tensor logProbs, Tensor oldLogProbs, Tensor advantages, Tensor entropies, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(advantages);
        Shape.Require(logProbs, "N T").And(oldLogProbs, "N T").And(entropies, "N T").And(advantages, advantages.dim() == 1 ? "N" : "N T").Mask(mask, "N T");
    }
}
