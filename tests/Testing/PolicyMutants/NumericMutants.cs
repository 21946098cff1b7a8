using Align.Algorithms;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace Align.Tests.Testing.PolicyMutants;

/// <summary>exp(log ρ) without a clamp: ∞ above 88 in float32.</summary>
public sealed record UnboundedRatio : IPolicyLoss
{
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var ratio = MaskedReduction.Select(tokens.LogProbs - tokens.OldLogProbs.detach(), tokens.Mask).exp();
        return new PolicyLossTerms(-ratio * Advantage.Of(tokens), default);
    }
}

/// <summary>A mean over a completion divided by its own count: 0/0 where the mask is empty, as in verl's token-mean.</summary>
public sealed record EmptyMeanSequence : IPolicyLoss
{
    public LossTraits Traits => new() { ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var sums = Ratio.Log(tokens).sum(1, keepdim: true);
        var ratio = (sums / tokens.Mask.sum(1, keepdim: true)).exp();
        return new PolicyLossTerms(-ratio * Advantage.Of(tokens), default);
    }
}

/// <summary>The ratio detached, as in CISPO, and no word of it in the traits.</summary>
public sealed record UndeclaredStraightThrough : IPolicyLoss
{
    public LossTraits Traits => new();

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var weight = Ratio.Of(tokens).detach();
        return new PolicyLossTerms(-weight * Advantage.Of(tokens) * MaskedReduction.Select(tokens.LogProbs, tokens.Mask), default);
    }
}

/// <summary>−A·log π grows without end.</summary>
public sealed record BoundedReinforce : IPolicyLoss
{
    public LossTraits Traits => new() { Bounded = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        return new PolicyLossTerms(-Advantage.Of(tokens) * MaskedReduction.Select(tokens.LogProbs, tokens.Mask), default);
    }
}
