namespace Align.Algorithms.PreferenceLosses;

/// <summary>How <see cref="SparsePoLoss"/> weighs log-ratios and KLs.</summary>
public enum SparsePoMode
{
    /// <summary>One mask for both, <see cref="ResponseTokens.RewardWeights"/>; each L1 coefficient counts half, since both apply to the same mask.</summary>
    Common,

    /// <summary>A mask each.</summary>
    Independent,
}
