using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>PPO's clipped surrogate per token: ℓ = −min(ρA, clip(ρ, 1−ε, 1+ε_high)A), for A &lt; 0 at most −δA; ρ = π_θ/π_old.</summary>
/// <remarks>
/// Schulman et al. 2017, arXiv:1707.06347, eq. 7; asymmetric range: DAPO, arXiv:2503.14476; dual clip: Ye et al. 2020, arXiv:1912.09729.
/// <para>
/// log ρ is clamped to ±20, so no finite log-probability overflows float32; beyond that the gradient is zero (as in verl).
/// </para>
/// <para>
/// δ here is verl's <c>clip_ratio_c</c>: min(·, −δA) for negative advantages only. TRL's <c>delta</c> caps ρ at δ before the minimum.
/// Both bound the loss of a negative advantage by δ|A| and agree for δ ≥ 1 + ε_high; below that TRL also changes positive advantages.
/// </para>
/// </remarks>
public static class ClippedPolicyLoss
{
    private const double LogRatioBound = 20;

    /// <summary>What holds for this loss; bounded only from below, unless δ is set.</summary>
    public static LossTraits Traits { get; } =
        new() { Monotone = true, ShiftInvariant = true };

    /// <summary>The token losses; aggregate them with <see cref="LossAggregation"/>.</summary>
    /// <param name="tokens">Log-probabilities, advantages, mask and weights; the reference and the entropy are not read.</param>
    /// <param name="clip">The range of the ratio.</param>
    /// <exception cref="ArgumentException">A shape, a type or a bound is wrong.</exception>
    public static PolicyLossTerms Compute(PolicyTokens tokens, PolicyClip clip)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        clip.Require();
        RequireShapes(tokens);
        using var scope = torch.NewDisposeScope();
        var logRatio = MaskedReduction.Select(tokens.LogProbs - tokens.OldLogProbs.detach(), tokens.Mask).clamp(-LogRatioBound, LogRatioBound);
        var ratio = logRatio.exp();
        var advantages = TokenAdvantages(tokens);
        var unclipped = -advantages * ratio;
        var clipped = -advantages * ratio.clamp(1 - clip.Epsilon, 1 + clip.EpsilonHigh);
        var surrogate = torch.maximum(unclipped, clipped);
        var losses = clip.Delta is { } delta ? DualClip(surrogate, advantages, delta) : surrogate;
        var weighted = tokens.TokenWeights is { } weights ? losses * MaskedReduction.Select(weights.detach(), tokens.Mask) : losses;
        var statistics = PolicyLossStatistics.Measure(new RatioMeasurement(logRatio, ratio, advantages, unclipped, clipped, clip.Delta), tokens.Mask);
        return new PolicyLossTerms(weighted.MoveToOuterDisposeScope(), statistics);
    }

    private static Tensor DualClip(Tensor surrogate, Tensor advantages, double delta) =>
        torch.minimum(surrogate, -advantages * delta).where(advantages.lt(0), surrogate);

    private static Tensor TokenAdvantages(PolicyTokens tokens)
    {
        var advantages = tokens.Advantages.detach();
        var perToken = advantages.dim() == 1 ? advantages.unsqueeze(1).expand(tokens.Mask.shape) : advantages;
        return MaskedReduction.Select(perToken, tokens.Mask);
    }

    private static void RequireShapes(PolicyTokens tokens)
    {
        var shape = Shape.Require(tokens.LogProbs, "N T").And(tokens.OldLogProbs, "N T").Mask(tokens.Mask, "N T")
            .And(tokens.Advantages, tokens.Advantages.dim() == 1 ? "N" : "N T");
        if (tokens.TokenWeights is { } weights)
        {
            shape.And(weights, "N T");
        }
    }
}
