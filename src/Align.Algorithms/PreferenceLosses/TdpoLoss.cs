using System.ComponentModel.DataAnnotations;
using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>TDPO: ℓ = −log σ(z) with z = β·(D − (K_l − K_w)) (version 1) or z = β·(D − α·(K_l − sg(K_w))) (version 2), K = Σ_t KL(π_ref ‖ π_θ).</summary>
/// <remarks>
/// Zeng et al. 2024, arXiv:2404.11999. Version 1 rewards drift on the chosen side (∂ℓ/∂K_w &lt; 0); version 2 stops that gradient. The authors' README runs
/// version 1 under the name TDPO2 unless <c>loss.if_tdpo2=true</c> is passed.
/// </remarks>
public sealed record TdpoLoss : IPreferenceLoss
{
    /// <summary>β, the strength of the KL anchor. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>1 or 2.</summary>
    [Range(1, 2)]
    public int Version { get; init; } = 2;

    /// <summary>α of version 2, the weight of the KL difference; 0 is DPO. 0 to 1,000.</summary>
    [Range(0.0, 1000.0)]
    public double Alpha { get; init; } = 0.5;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        ReadsTokens = true,
        Monotone = true,
        ShiftInvariant = true,
        SwapComplement = true,
        LogTwoAtReference = true,
        GradientBound = Beta,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        PreferenceMargins.RequirePairs(batch);
        using var scope = torch.NewDisposeScope();
        var (chosen, rejected) = (PreferenceMargins.LogRatio(batch.Chosen), PreferenceMargins.LogRatio(batch.Rejected));
        return PerPair(chosen, rejected, SequentialKl(batch.Chosen), SequentialKl(batch.Rejected)).MoveToOuterDisposeScope();
    }

    /// <summary>The loss from sums over each response.</summary>
    /// <param name="chosen">ρ_w, nats, [N]; gradients flow, as to all four.</param>
    /// <param name="rejected">ρ_l, [N].</param>
    /// <param name="chosenKl">K_w, nats, [N].</param>
    /// <param name="rejectedKl">K_l, [N].</param>
    /// <returns>[N]; the caller disposes it.</returns>
    public Tensor PerPair(Tensor chosen, Tensor rejected, Tensor chosenKl, Tensor rejectedKl)
    {
        Shape.Require(chosen, "N").And(rejected, "N").And(chosenKl, "N").And(rejectedKl, "N");
        using var scope = torch.NewDisposeScope();
        var correction = Version == 1 ? rejectedKl - chosenKl : (rejectedKl - chosenKl.detach()) * Alpha;
        return LogisticLoss.Of((chosen - rejected - correction) * Beta).MoveToOuterDisposeScope();
    }

    /// <summary>K, the sum over the response of KL(π_ref ‖ π_θ), nats, [N]; gradients flow, the caller disposes it.</summary>
    /// <exception cref="ArgumentException">There are no token-level quantities.</exception>
    public static Tensor SequentialKl(ResponseBatch side)
    {
        ArgumentNullException.ThrowIfNull(side);
        var tokens = side.Tokens ?? throw new ArgumentException("The loss reads token-level quantities.", nameof(side));
        return MaskedReduction.Sum(tokens.ReferenceKl, tokens.Mask, 1);
    }

    /// <summary>The value of each response, β·(ρ + K), [N], constant: the log-ratio above its mean under the reference.</summary>
    public Tensor Rewards(ResponseBatch side)
    {
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return ((PreferenceMargins.LogRatio(side) + SequentialKl(side)) * Beta).MoveToOuterDisposeScope();
    }
}
