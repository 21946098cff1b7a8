using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PolicyLosses;

/// <summary>CISPO: ℓ = −sg(clip(ρ, 1−ε, 1+ε_high))·A·log π_θ. The importance weight is clipped, and no token loses its gradient.</summary>
/// <remarks>
/// MiniMax-M1, arXiv:2506.13585, eq. 4. The paper clips from above only, and TRL caps ρ at its <c>epsilon_high</c> itself, without adding 1:
/// its recommended 5 is 4 here, with an epsilon of 1. verl clips on both sides. log ρ is clamped to ±20.
/// </remarks>
public sealed record CispoLoss : IPolicyLoss
{
    /// <summary>The weight is at least 1 - epsilon. 0 to 1; 1 means no lower bound.</summary>
    [Range(0.0, 1.0)]
    public double Epsilon { get; init; } = 1;

    /// <summary>The weight is at most 1 + epsilon_high. 0 to 1,000; null means epsilon.</summary>
    [Range(0.0, 1000.0)]
    public double? EpsilonHigh { get; init; } = 4;

    /// <inheritdoc/>
    public LossTraits Traits => new() { StraightThrough = true };

    /// <inheritdoc/>
    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var range = ClipRange.Of(Epsilon, EpsilonHigh);
        PolicyRatio.Require(tokens);
        using var scope = torch.NewDisposeScope();
        var logRatio = PolicyRatio.BoundedLogRatio(tokens).detach();
        var ratio = logRatio.exp();
        var weight = range.Clip(ratio);
        var advantages = PolicyRatio.Advantages(tokens);
        var losses = -(weight * advantages) * PolicyRatio.LogProbs(tokens);
        var outside = ratio.ne(weight);
        var measured = new PolicyLossMeasurement(logRatio, ratio, advantages)
        {
            Clipped = outside.logical_and(ratio.gt(weight).eq(advantages.ge(0))),
            OutOfRange = outside,
        };
        return new PolicyLossTerms(PolicyRatio.Weighted(losses, tokens).MoveToOuterDisposeScope(), PolicyLossStatistics.Measure(measured, tokens.Mask));
    }
}
