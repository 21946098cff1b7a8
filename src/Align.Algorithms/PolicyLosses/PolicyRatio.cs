using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>What the policy losses read from their tokens, cleaned of whatever lies outside the mask. All results are [N, T] and belong to the caller's dispose scope.</summary>
internal static class PolicyRatio
{
    /// <summary>The bound of |log ρ|: no finite log-probability overflows float32, and beyond it the gradient is zero (as in verl).</summary>
    public const double LogRatioBound = 20;

    /// <summary>log π_θ − log π_old, 0 outside the mask.</summary>
    public static Tensor LogRatio(PolicyTokens tokens) => MaskedReduction.Select(tokens.LogProbs - tokens.OldLogProbs.detach(), tokens.Mask);

    /// <summary><see cref="LogRatio"/> clamped to ±20.</summary>
    public static Tensor BoundedLogRatio(PolicyTokens tokens) => LogRatio(tokens).clamp(-LogRatioBound, LogRatioBound);

    /// <summary>log π_θ, 0 outside the mask; gradients flow.</summary>
    public static Tensor LogProbs(PolicyTokens tokens) => MaskedReduction.Select(tokens.LogProbs, tokens.Mask);

    /// <summary>The advantage of each token, constant, 0 outside the mask.</summary>
    public static Tensor Advantages(PolicyTokens tokens)
    {
        var advantages = tokens.Advantages.detach();
        var perToken = advantages.dim() == 1 ? advantages.unsqueeze(1).expand(tokens.Mask.shape) : advantages;
        return MaskedReduction.Select(perToken, tokens.Mask);
    }

    /// <summary>The losses times the token weights, where there are any.</summary>
    public static Tensor Weighted(Tensor losses, PolicyTokens tokens) =>
        tokens.TokenWeights is { } weights ? losses * MaskedReduction.Select(weights.detach(), tokens.Mask) : losses;

    /// <summary>Checks shapes and types.</summary>
    /// <exception cref="ArgumentException">A shape or a type is wrong.</exception>
    public static void Require(PolicyTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var shape = Shape.Require(tokens.LogProbs, "N T").And(tokens.OldLogProbs, "N T").Mask(tokens.Mask, "N T")
            .And(tokens.Advantages, tokens.Advantages.dim() == 1 ? "N" : "N T");
        if (tokens.TokenWeights is { } weights)
        {
            shape.And(weights, "N T");
        }
    }
}
