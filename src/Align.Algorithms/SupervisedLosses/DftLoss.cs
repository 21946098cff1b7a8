using Align.Algorithms.Masking;

namespace Align.Algorithms.SupervisedLosses;

/// <summary>Dynamic fine-tuning: ℓ = −sg(p)·log p, p = π_θ(token); its gradient is that of −p, so SFT's times p.</summary>
/// <remarks>
/// Wu et al. 2025, "On the Generalization of SFT", arXiv:2508.05629, eq. 9; TRL's <c>loss_type: dft</c>. The value lies in [0, 1/e] and is
/// largest at p = 1/e, so it does not fall as the fit improves: watch the plain NLL (metric <c>nll</c>) instead. Tokens that the model holds
/// for impossible get almost no gradient. p is taken in the type of the log-probabilities, float32 or wider.
/// </remarks>
public sealed record DftLoss : ISupervisedLoss
{
    /// <inheritdoc/>
    public LossTraits Traits => new() { StraightThrough = true, Bounded = true };

    /// <inheritdoc/>
    public Tensor PerToken(SupervisedTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        Shape.Require(tokens.LogProbs, "N T").Mask(tokens.Mask, "N T");
        using var scope = torch.NewDisposeScope();
        var logProbs = MaskedReduction.Select(tokens.LogProbs, tokens.Mask);
        return (-logProbs * logProbs.detach().exp()).MoveToOuterDisposeScope();
    }
}
