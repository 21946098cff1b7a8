namespace Align.Testing;

/// <summary>What a KL estimator promises.</summary>
public sealed record KlEstimatorTraits
{
    /// <summary>No value is below 0, and the gradient has the sign of the log-ratio. All but k1. Default true.</summary>
    public bool NonNegative { get; init; } = true;

    /// <summary>The gradient is another estimator's on purpose (the "+" forms). Default false.</summary>
    public bool StraightThrough { get; init; }
}
