namespace Align.Algorithms.PolicyLosses;

/// <summary>The clip range of the importance ratio ρ.</summary>
/// <param name="Epsilon">ρ is not rewarded below 1 − ε. In [0, 1]. Usual 0.2.</param>
/// <param name="EpsilonHigh">ρ is not rewarded above 1 + ε_high. At least 0. Usual: ε; DAPO 0.28.</param>
/// <param name="Delta">
/// Dual clip: a token of negative advantage is never punished by more than δ|A|. Above 1. <see langword="null"/>: no bound.
/// TRL's <c>delta</c>, verl's <c>clip_ratio_c</c> (3 there).
/// </param>
public readonly record struct PolicyClip(double Epsilon, double EpsilonHigh, double? Delta = null)
{
    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal void Require()
    {
        if (!(Epsilon is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "epsilon must lie in [0, 1].");
        }
        if (!(EpsilonHigh >= 0) || !double.IsFinite(EpsilonHigh))
        {
            throw new ArgumentOutOfRangeException(nameof(EpsilonHigh), EpsilonHigh, "epsilon_high must be at least 0 and finite.");
        }
        if (Delta is { } delta && !(delta > 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Delta), delta, "delta must be above 1.");
        }
    }
}
