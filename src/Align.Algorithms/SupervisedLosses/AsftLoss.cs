using System.ComponentModel.DataAnnotations;
using Align.Algorithms.Masking;

namespace Align.Algorithms.SupervisedLosses;

/// <summary>Anchored SFT: the loss of DFT plus λ·KL(π_ref ‖ π_θ) over the whole vocabulary, π_ref the policy as it was when the stage began.</summary>
/// <remarks>
/// Zhu et al. 2025, "Anchored Supervised Fine-Tuning", arXiv:2509.23753. The divergence runs forward, the reference first, as in the
/// official code. With λ = 0 it is DFT. The official default is 0.1, its README's command says 0.05.
/// </remarks>
public sealed record AsftLoss : ISupervisedLoss
{
    private static readonly DftLoss Unanchored = new();

    /// <summary>Weight of the divergence (λ). 0 to 1,000.</summary>
    [Range(0.0, 1000.0)]
    public double KlCoef { get; init; } = 0.1;

    /// <inheritdoc/>
    public LossTraits Traits => new() { StraightThrough = true, NeedsReference = true };

    /// <inheritdoc/>
    public Tensor PerToken(SupervisedTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentOutOfRangeException.ThrowIfNegative(KlCoef);
        var divergence = tokens.ReferenceKl ?? throw new ArgumentException("The loss needs the divergence from a reference model.", nameof(tokens));
        Shape.Require(tokens.LogProbs, "N T").And(divergence, "N T").Mask(tokens.Mask, "N T");
        using var scope = torch.NewDisposeScope();
        return (Unanchored.PerToken(tokens) + (MaskedReduction.Select(divergence, tokens.Mask) * KlCoef)).MoveToOuterDisposeScope();
    }
}
