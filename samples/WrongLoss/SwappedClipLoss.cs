using Align.Algorithms;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace WrongLoss;

/// <summary>PPO's clip with the minimum and the maximum swapped: it trains, its curves look plausible, and what it has unlearned stays unlearned.</summary>
public sealed record SwappedClipLoss : IPolicyLoss
{
    /// <inheritdoc/>
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true };

    /// <inheritdoc/>
    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        using var scope = NewDisposeScope();
        var logRatio = MaskedReduction.Select(tokens.LogProbs - tokens.OldLogProbs.detach(), tokens.Mask).clamp(-20, 20);
        var advantages = MaskedReduction.Select(PerToken(tokens), tokens.Mask);
        var (plain, clipped) = (-logRatio.exp() * advantages, -logRatio.exp().clamp(0.8, 1.2) * advantages);
        return new PolicyLossTerms(minimum(plain, clipped).MoveToOuterDisposeScope(), default); // It must be the maximum of the two losses.
    }

    private static Tensor PerToken(PolicyTokens tokens)
    {
        var advantages = tokens.Advantages.detach();
        var perToken = advantages.dim() == 1 ? advantages.unsqueeze(1).expand(tokens.Mask.shape) : advantages;
        return tokens.TokenWeights is { } weights ? perToken * weights.detach() : perToken;
    }
}
