namespace Align.Algorithms.PreferenceLosses;

/// <summary>The constants of <see cref="MadpoWeight"/>.</summary>
/// <param name="CMax">The coefficient that a margin of 0 tends to for large λ·τ; above 1.</param>
/// <param name="CMin">The coefficient that large margins tend to; above 0, below 1.</param>
/// <param name="Lambda">How fast the coefficient falls around τ; above 0.</param>
/// <param name="Tau">|h| at which the coefficient is 1, nats; above 0.</param>
public readonly record struct MadpoShape(double CMax, double CMin, double Lambda, double Tau)
{
    /// <summary>Throws unless every constant is in its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not; c_max = 1 and c_min = 1 divide 0 by 0.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CMax, 1, nameof(CMax));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(CMin, nameof(CMin));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(CMin, 1, nameof(CMin));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Lambda, nameof(Lambda));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Tau, nameof(Tau));
    }
}
