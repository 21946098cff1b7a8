using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>PPO's clipped value loss: ½·aggregate(max((v − R)², (clip(v, V − ε, V + ε) − R)²)).</summary>
/// <remarks>Schulman et al. 2017, arXiv:1707.06347, as in TRL and verl. A function alone: there is no critic to train here.</remarks>
public static class ValueLoss
{
    /// <summary>The loss of the tokens given, as a share of the step's.</summary>
    /// <param name="predictions">v, the critic's values now, [N, T]; gradients flow.</param>
    /// <param name="values">V, its values before the step, [N, T]; constant.</param>
    /// <param name="returns">R, the targets, [N, T]; constant.</param>
    /// <param name="mask">bool [N, T], true where a token counts.</param>
    /// <param name="clipRange">ε, above 0.</param>
    /// <param name="type">How token losses become one number.</param>
    /// <param name="counts">Of the whole optimizer step.</param>
    /// <param name="denominatorEpsilon">Added to the token counts that divide; 1e-8 in parts of verl.</param>
    public static ValueLossTerms Compute(
        Tensor predictions, Tensor values, Tensor returns, Tensor mask, double clipRange, LossType type, BatchCounts counts, double denominatorEpsilon = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clipRange);
        Shape.Require(predictions, "N T").And(values, "N T").And(returns, "N T").Mask(mask, "N T");
        using var scope = torch.NewDisposeScope();
        var predicted = MaskedReduction.Select(predictions, mask);
        var before = MaskedReduction.Select(values.detach(), mask);
        var targets = MaskedReduction.Select(returns.detach(), mask);
        var clipped = torch.minimum(torch.maximum(predicted, before - clipRange), before + clipRange);
        var (free, held) = ((predicted - targets).square(), (clipped - targets).square());
        var loss = LossAggregation.Compute(torch.maximum(free, held), mask, type, counts, denominatorEpsilon) * 0.5;
        return new ValueLossTerms(loss.MoveToOuterDisposeScope(), mask.sum().item<long>(), held.gt(free).logical_and(mask).sum().item<long>());
    }
}

/// <summary>The value loss and what happened in it.</summary>
/// <param name="Loss">A scalar; gradients flow. The caller disposes it.</param>
/// <param name="Tokens">Tokens that count.</param>
/// <param name="Clipped">Those whose loss the clip decides.</param>
public sealed record ValueLossTerms(Tensor Loss, long Tokens, long Clipped)
{
    /// <summary>The share of tokens whose loss the clip decides (verl's <c>vf_clipfrac</c>).</summary>
    /// <param name="denominatorEpsilon">Added to the count; 1e-8 in verl.</param>
    public double ClipFraction(double denominatorEpsilon = 0) => Tokens == 0 ? 0 : Clipped / (Tokens + denominatorEpsilon);
}
