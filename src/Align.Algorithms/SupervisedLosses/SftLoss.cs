using Align.Algorithms.Masking;

namespace Align.Algorithms.SupervisedLosses;

/// <summary>The cross-entropy of supervised fine-tuning: ℓ = −log π_θ(token).</summary>
public sealed record SftLoss : ISupervisedLoss
{
    /// <inheritdoc/>
    public LossTraits Traits => new() { Monotone = true };

    /// <inheritdoc/>
    public Tensor PerToken(SupervisedTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        Shape.Require(tokens.LogProbs, "N T").Mask(tokens.Mask, "N T");
        using var selected = MaskedReduction.Select(tokens.LogProbs, tokens.Mask);
        return -selected;
    }
}
