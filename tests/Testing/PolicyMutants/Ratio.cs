using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace Align.Tests.Testing.PolicyMutants;

/// <summary>What the mutants do right.</summary>
internal static class Ratio
{
    public static Tensor Of(PolicyTokens tokens) => Log(tokens).exp();

    public static Tensor Log(PolicyTokens tokens) => MaskedReduction.Select(tokens.LogProbs - tokens.OldLogProbs.detach(), tokens.Mask).clamp(-20, 20);
}

/// <summary>The advantage of each token, 0 outside the mask.</summary>
internal static class Advantage
{
    public static Tensor Of(PolicyTokens tokens)
    {
        var advantages = tokens.Advantages.detach();
        var weights = tokens.TokenWeights is { } given ? MaskedReduction.Select(given.detach(), tokens.Mask) : torch.ones_like(tokens.LogProbs);
        return MaskedReduction.Select(advantages.dim() == 1 ? advantages.unsqueeze(1).expand(tokens.Mask.shape) : advantages, tokens.Mask) * weights;
    }
}
