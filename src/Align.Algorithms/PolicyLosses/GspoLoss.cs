using System.ComponentModel.DataAnnotations;
using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>GSPO: PPO's clip on the sequence's ratio s_i = exp((1/T_i) Σ_t log ρ_t), ℓ_t = −min(s_i A, clip(s_i, 1−ε, 1+ε_high) A).</summary>
/// <remarks>
/// Zheng et al. 2025, arXiv:2507.18071, eq. 5 in its token form (eq. 13): every token of a sequence has the value of s_i, and its gradient
/// is s_i·A·∇log π_t. The mean over sequences of token means is part of the method. log s_i is clamped to [−20, 10], above as in verl.
/// </remarks>
public sealed record GspoLoss : IPolicyLoss
{
    private const double LargestLogRatio = 10;

    /// <summary>Lower clip range of the sequence's ratio. 0 to 1. Far smaller than for single tokens: the mean of a sequence's log-ratios moves little.</summary>
    [Range(0.0, 1.0)]
    public double Epsilon { get; init; } = 3e-4;

    /// <summary>Upper clip range of the sequence's ratio. 0 to 1,000; null means epsilon.</summary>
    [Range(0.0, 1000.0)]
    public double? EpsilonHigh { get; init; } = 4e-4;

    /// <inheritdoc/>
    public LossTraits Traits => new() { StraightThrough = true, Monotone = true, ShiftInvariant = true };

    /// <inheritdoc/>
    public LossType? Aggregation => LossType.Grpo;

    /// <inheritdoc/>
    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var range = ClipRange.Of(Epsilon, EpsilonHigh);
        PolicyRatio.Require(tokens);
        using var scope = torch.NewDisposeScope();
        var logRatio = PolicyRatio.LogRatio(tokens);
        var sequence = MaskedReduction.Mean(logRatio.detach(), tokens.Mask, dim: 1).unsqueeze(1);
        // The value is the sequence's, the gradient each token's own.
        var ratio = (logRatio - logRatio.detach() + sequence).clamp(-PolicyRatio.LogRatioBound, LargestLogRatio).exp();
        var advantages = PolicyRatio.Advantages(tokens);
        var unclipped = -advantages * ratio;
        var clipped = -advantages * range.Clip(ratio);
        var losses = PolicyRatio.Weighted(torch.maximum(unclipped, clipped), tokens);
        var measured = new PolicyLossMeasurement(logRatio, ratio, advantages) { Clipped = clipped.gt(unclipped) };
        return new PolicyLossTerms(losses.MoveToOuterDisposeScope(), PolicyLossStatistics.Measure(measured, tokens.Mask));
    }
}
