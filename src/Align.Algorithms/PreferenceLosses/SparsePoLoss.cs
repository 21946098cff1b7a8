using System.ComponentModel.DataAnnotations;
using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>SparsePO: ℓ = −log σ(β·(U_w − U_l − (K_l − K_w))) + λ_u·(‖m_u^w‖₁ + ‖m_u^l‖₁) + λ_d·(‖m_d^w‖₁ + ‖m_d^l‖₁).</summary>
/// <remarks>
/// Christopoulou et al. 2024, arXiv:2410.05102. U = Σ_t m_u·(log π_θ − log π_ref), K = Σ_t m_d·KL(π_ref ‖ π_θ). The scale of the masks is an inverse
/// temperature, so β alone is not identifiable. All-one masks give TDPO's version 1; m_d = 0 with m_u = 1 gives DPO. At π_θ = π_ref the
/// masks have no gradient but L1's. In the common mode the official trainer halves both L1 coefficients, and so does this.
/// </remarks>
public sealed record SparsePoLoss : IPreferenceLoss
{
    /// <summary>β, the scale of the margin. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>One mask, or two.</summary>
    public SparsePoMode Mode { get; init; } = SparsePoMode.Common;

    /// <summary>λ_u, the L1 coefficient of the log-ratios' mask. 0 to 1,000; too large a one empties the masks for good.</summary>
    [Range(0.0, 1000.0)]
    public double L1Reward { get; init; }

    /// <summary>λ_d, the L1 coefficient of the KLs' mask. 0 to 1,000.</summary>
    [Range(0.0, 1000.0)]
    public double L1Kl { get; init; }

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        ReadsTokens = true,
        ReadsTokenWeights = true,
        ReadsKlWeights = Mode == SparsePoMode.Independent,
        TrainsTokenWeights = true,
        Monotone = true,
        SwapComplement = L1Reward == 0 && L1Kl == 0,
        LogTwoAtReference = L1Reward == 0 && L1Kl == 0,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = torch.NewDisposeScope();
        var reward = WeightedLogRatio(batch.Chosen) - WeightedLogRatio(batch.Rejected);
        var divergence = WeightedKl(batch.Rejected) - WeightedKl(batch.Chosen);
        var losses = LogisticLoss.Of((reward - divergence) * Beta);
        return (Penalty(batch.Chosen) is { } chosen && Penalty(batch.Rejected) is { } rejected ? losses + chosen + rejected : losses).MoveToOuterDisposeScope();
    }

    /// <summary>U = Σ_t m_u·ρ_t, nats, [N]; gradients flow, the caller disposes it.</summary>
    public static Tensor WeightedLogRatio(ResponseBatch side)
    {
        var tokens = Required(side);
        Shape.Require(tokens.LogProbs, "N T").And(tokens.ReferenceLogProbs, "N T").Mask(tokens.Mask, "N T");
        using var scope = torch.NewDisposeScope();
        var ratios = MaskedReduction.Select(tokens.LogProbs, tokens.Mask) - MaskedReduction.Select(tokens.ReferenceLogProbs.detach(), tokens.Mask);
        return Weighted(ratios, tokens.RewardWeights, tokens.Mask).MoveToOuterDisposeScope();
    }

    /// <summary>K = Σ_t m_d·KL_t, nats, [N]; gradients flow, the caller disposes it.</summary>
    public Tensor WeightedKl(ResponseBatch side)
    {
        var tokens = Required(side);
        Shape.Require(tokens.ReferenceKl, "N T").Mask(tokens.Mask, "N T");
        using var scope = torch.NewDisposeScope();
        var divergences = MaskedReduction.Select(tokens.ReferenceKl, tokens.Mask);
        return Weighted(divergences, KlWeights(tokens), tokens.Mask).MoveToOuterDisposeScope();
    }

    private Tensor? KlWeights(ResponseTokens tokens) => Mode == SparsePoMode.Common ? tokens.RewardWeights : tokens.KlWeights;

    private Tensor? Penalty(ResponseBatch side)
    {
        if (L1Reward == 0 && L1Kl == 0)
        {
            return null;
        }
        var tokens = Required(side);
        var share = Mode == SparsePoMode.Common ? 0.5 : 1;
        return (Norm(tokens.RewardWeights, tokens) * (L1Reward * share)) + (Norm(KlWeights(tokens), tokens) * (L1Kl * share));
    }

    private static Tensor Norm(Tensor? weights, ResponseTokens tokens) => weights is null
        ? tokens.Mask.sum(1).to(tokens.LogProbs.dtype)
        : MaskedReduction.Sum(weights.abs(), tokens.Mask, 1);

    // Both factors are selected before they are multiplied: 0·NaN under the mask would reach the gradients.
    private static Tensor Weighted(Tensor selected, Tensor? weights, Tensor mask) =>
        (weights is null ? selected : selected * MaskedReduction.Select(weights, mask)).sum(1);

    private static ResponseTokens Required(ResponseBatch side)
    {
        ArgumentNullException.ThrowIfNull(side);
        return side.Tokens ?? throw new ArgumentException("The loss reads token-level quantities.", nameof(side));
    }
}
