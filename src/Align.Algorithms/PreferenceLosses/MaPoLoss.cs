using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>MaPO: <see cref="SparsePoLoss"/> with one constant mask for log-ratios and KLs, and no L1; the mask is <see cref="MaPoMask"/>'s.</summary>
/// <remarks>Christopoulou et al. 2024, arXiv:2410.05102. Whatever gradient the weights could take is stopped.</remarks>
public sealed record MaPoLoss : IPreferenceLoss
{
    /// <summary>β, the scale of the margin. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.8;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => Common.Traits with { TrainsTokenWeights = false };

    private SparsePoLoss Common => new() { Beta = Beta, Mode = SparsePoMode.Common };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = torch.NewDisposeScope();
        var constant = batch with { Chosen = Constant(batch.Chosen), Rejected = Constant(batch.Rejected) };
        return Common.PerExample(constant, counts, statistics).MoveToOuterDisposeScope();
    }

    private static ResponseBatch Constant(ResponseBatch side) => side with
    {
        Tokens = side.Tokens is { } tokens ? tokens with { RewardWeights = tokens.RewardWeights?.detach() } : null,
    };
}
