namespace Align.Testing;

/// <summary>How thorough a check is.</summary>
public sealed record LawOptions
{
    /// <summary>The seed of the generated inputs: the same seed gives the same inputs. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Random inputs a law, beyond the edge cases that are always tried. At least 0. Default 40.</summary>
    public int Cases { get; init; } = 40;

    /// <summary>Largest |got − expected| / max(1, |expected|) that counts as equal, in float64. Above 0. Default 1e-9.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>The same for a gradient against finite differences. Above 0. Default 1e-5.</summary>
    public double GradientTolerance { get; init; } = 1e-5;

    /// <summary>Smaller inputs tried, at most, once one has failed. At least 0. Default 2,000.</summary>
    public int MaxShrinkAttempts { get; init; } = 2000;

    internal void Require()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Cases);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Tolerance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(GradientTolerance);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxShrinkAttempts);
    }
}
