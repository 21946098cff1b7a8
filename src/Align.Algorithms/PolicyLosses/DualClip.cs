namespace Align.Algorithms.PolicyLosses;

/// <summary>What <c>delta</c> bounds.</summary>
public enum DualClip
{
    /// <summary><c>negative_advantages</c>: the loss of a token of negative advantage is at most δ|A| (verl's <c>clip_ratio_c</c>, arXiv:1912.09729).</summary>
    NegativeAdvantages,

    /// <summary><c>ratio</c>: the ratio is capped at δ before the minimum is taken (TRL's <c>delta</c>, arXiv:2505.07291). The same for δ ≥ 1 + ε_high; below that, positive advantages change too.</summary>
    Ratio,
}
