namespace Align.Algorithms.PolicyLosses;

/// <summary>The range of an importance ratio: [1 − Low, 1 + High].</summary>
/// <param name="Low">In [0, 1].</param>
/// <param name="High">At least 0 and finite.</param>
internal readonly record struct ClipRange(double Low, double High)
{
    /// <summary>The range of two options of which the upper one may be left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static ClipRange Of(double epsilon, double? epsilonHigh)
    {
        var range = new ClipRange(epsilon, epsilonHigh ?? epsilon);
        if (!(range.Low is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "epsilon must lie in [0, 1].");
        }
        if (!(range.High >= 0) || !double.IsFinite(range.High))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilonHigh), epsilonHigh, "epsilon_high must be at least 0 and finite.");
        }
        return range;
    }

    /// <summary>The values held within the range.</summary>
    public Tensor Clip(Tensor ratio) => ratio.clamp(1 - Low, 1 + High);
}
