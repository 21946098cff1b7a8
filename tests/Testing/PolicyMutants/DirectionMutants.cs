using Align.Algorithms;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace Align.Tests.Testing.PolicyMutants;

/// <summary>The old policy not detached.</summary>
public sealed record TrainedOldPolicy : IPolicyLoss
{
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var logRatio = MaskedReduction.Select(tokens.LogProbs - tokens.OldLogProbs, tokens.Mask).clamp(-20, 20);
        return new PolicyLossTerms(-logRatio.exp() * Advantage.Of(tokens), default);
    }
}

/// <summary>A pull to the old policy, and no word of it in the traits.</summary>
public sealed record UndeclaredPull : IPolicyLoss
{
    public LossTraits Traits => new() { ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        return new PolicyLossTerms((-Ratio.Of(tokens) * Advantage.Of(tokens)) + (Ratio.Log(tokens).square() * 0.1), default);
    }
}

/// <summary>Twice the surrogate.</summary>
public sealed record DoubledRatio : IPolicyLoss
{
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        return new PolicyLossTerms(-Ratio.Of(tokens) * Advantage.Of(tokens) * 2, default);
    }
}

/// <summary>The minimum of the losses in place of the maximum: the clip hides a change for the worse.</summary>
public sealed record SwappedClip : IPolicyLoss
{
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var (ratio, advantages) = (Ratio.Of(tokens), Advantage.Of(tokens));
        return new PolicyLossTerms(torch.minimum(-ratio * advantages, -ratio.clamp(0.8, 1.2) * advantages), default);
    }
}

/// <summary>The sign swapped: it climbs where it should descend.</summary>
public sealed record AscendingRatio : IPolicyLoss
{
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        return new PolicyLossTerms(Ratio.Of(tokens) * Advantage.Of(tokens), default);
    }
}

/// <summary>−A·log π is no function of the ratio.</summary>
public sealed record ShiftInvariantReinforce : IPolicyLoss
{
    public LossTraits Traits => new() { ShiftInvariant = true };

    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        return new PolicyLossTerms(-Advantage.Of(tokens) * MaskedReduction.Select(tokens.LogProbs, tokens.Mask), default);
    }
}
