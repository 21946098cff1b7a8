using Align.Algorithms.Masking;

namespace Align.Algorithms.Divergences;

/// <summary>The KL term inside the reward: r_t = score_t − β·KL_t, with the policy that sampled against the reference (Ziegler et al. 2019, arXiv:1909.08593; Ouyang et al. 2022, arXiv:2203.02155).</summary>
public static class KlInReward
{
    /// <summary>The rewards by token and the KL that a controller is told.</summary>
    /// <param name="scores">The task's rewards, [N, T], usually on the last token alone.</param>
    /// <param name="oldLogProbs">log π_old of the tokens, nats, [N, T].</param>
    /// <param name="referenceLogProbs">log π_ref of the same tokens, [N, T].</param>
    /// <param name="mask">bool [N, T], true where a token counts.</param>
    /// <param name="beta">β; at least 0.</param>
    /// <param name="estimator">Of the KL; k1 in verl.</param>
    /// <param name="denominatorEpsilon">Added to the token counts that divide in the KL that is reported; 1e-8 in verl.</param>
    /// <returns>Token rewards [N, T], 0 outside the mask, constant, which the caller disposes; and the mean over completions of the mean KL of their tokens, nats.</returns>
    public static (Tensor TokenRewards, double Kl) Compute(
        Tensor scores,
        Tensor oldLogProbs,
        Tensor referenceLogProbs,
        Tensor mask,
        double beta,
        KlEstimator estimator = KlEstimator.K1,
        double denominatorEpsilon = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(beta);
        Shape.Require(scores, "N T").And(oldLogProbs, "N T").And(referenceLogProbs, "N T").Mask(mask, "N T");
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var kl = KlPenalty.PerToken(oldLogProbs, referenceLogProbs, mask, estimator);
        var rewards = MaskedReduction.Select(scores, mask) - (kl * beta);
        var rows = MaskedReduction.Mean(kl, mask, dim: 1, denominatorEpsilon);
        return (rewards.MoveToOuterDisposeScope(), rows.numel() == 0 ? 0 : rows.mean().to(ScalarType.Float64).item<double>());
    }
}
