using System.ComponentModel.DataAnnotations;
using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>GMPO: the geometric mean of the token ratios, clipped in log space, ℓ_i = −A_i·exp((1/T_i) Σ_t c_t), c_t = log ρ_t held to [−ε, ε_high] on the side that A_i &gt; 0 (above) or A_i &lt; 0 (below) pushes to.</summary>
/// <remarks>
/// Geometric-Mean Policy Optimization, arXiv:2507.20673, eq. 4. The range is one of log-ratios, e^−ε to e^ε_high. A_i is the mean advantage
/// of the sequence's tokens. Every token of a sequence holds the sequence's loss, so the mean over sequences of token means, which is part
/// of the method, is the mean of these. log ρ is clamped to ±20, where verl's form overflows.
/// </remarks>
public sealed record GmpoLoss : IPolicyLoss
{
    /// <summary>Lower clip range of a token's log-ratio. 0 to 20. The paper uses 0.4.</summary>
    [Range(0.0, 20.0)]
    public double Epsilon { get; init; } = 0.4;

    /// <summary>Upper clip range of a token's log-ratio. 0 to 20; null means epsilon.</summary>
    [Range(0.0, 20.0)]
    public double? EpsilonHigh { get; init; }

    /// <summary>Added to the token counts that divide. 0 to 1; verl adds 1e-8.</summary>
    [Range(0.0, 1.0)]
    public double DenominatorEpsilon { get; init; }

    /// <inheritdoc/>
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true, SequenceLoss = true };

    /// <inheritdoc/>
    public LossType? Aggregation => LossType.Grpo;

    /// <inheritdoc/>
    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var (low, high) = (Epsilon, EpsilonHigh ?? Epsilon);
        ArgumentOutOfRangeException.ThrowIfNegative(low);
        ArgumentOutOfRangeException.ThrowIfNegative(high);
        PolicyRatio.Require(tokens);
        using var scope = torch.NewDisposeScope();
        var logRatio = PolicyRatio.BoundedLogRatio(tokens);
        var advantages = PolicyRatio.Advantages(tokens);
        var sign = advantages.sign();
        var clamped = logRatio.clamp(-low, high);
        var held = torch.minimum(sign * logRatio, sign * clamped) * sign;
        var ratio = MaskedReduction.Mean(held, tokens.Mask, dim: 1, DenominatorEpsilon).exp();
        var advantage = MaskedReduction.Mean(advantages, tokens.Mask, dim: 1, DenominatorEpsilon);
        var sequences = -advantage * ratio * SequenceWeights(tokens);
        var losses = MaskedReduction.Select(sequences.unsqueeze(1).expand(tokens.Mask.shape), tokens.Mask);
        var outside = logRatio.ne(clamped);
        var measured = new PolicyLossMeasurement(logRatio, logRatio.exp(), advantages)
        {
            Clipped = (sign * logRatio).gt(sign * clamped),
            OutOfRange = outside,
        };
        return new PolicyLossTerms(losses.MoveToOuterDisposeScope(), PolicyLossStatistics.Measure(measured, tokens.Mask));
    }

    // The geometric mean of the token weights, 1 without any.
    private Tensor SequenceWeights(PolicyTokens tokens)
    {
        if (tokens.TokenWeights is not { } weights)
        {
            return torch.ones([1], dtype: tokens.LogProbs.dtype, device: tokens.LogProbs.device);
        }
        var one = torch.ones([], dtype: weights.dtype, device: weights.device);
        var logs = (weights.detach().where(tokens.Mask, one) + 1e-10).log();
        return MaskedReduction.Mean(logs, tokens.Mask, dim: 1, DenominatorEpsilon).exp();
    }
}
