namespace Align.Testing;

/// <summary>Which batches of completions a law speaks of.</summary>
public sealed record PolicyDomain
{
    /// <summary>Moderate numbers in float64: log-probabilities of −6 to −0.125, advantages of −3 to 3.</summary>
    public static PolicyDomain Moderate { get; } = new();

    /// <summary>Log-ratios of up to ±400 and advantages of up to ±100, in float64.</summary>
    public static PolicyDomain Extreme { get; } = new() { Largest = 400 };

    /// <summary>Float64 or Float32.</summary>
    public ScalarType Type { get; init; } = ScalarType.Float64;

    /// <summary>The largest |log π| of a token, nats; above 6, extremes are mixed in.</summary>
    public double Largest { get; init; } = 6;

    /// <summary>NaN and infinities lie under the mask.</summary>
    public bool Poison { get; init; }

    /// <summary>Some batches have token weights.</summary>
    public bool Weights { get; init; } = true;

    /// <summary>Some batches have an advantage for each token.</summary>
    public bool TokenAdvantages { get; init; } = true;

    /// <summary>Completions, at most.</summary>
    public int MaxRows { get; init; } = 4;

    /// <summary>Tokens a completion, at most.</summary>
    public int MaxTokens { get; init; } = 4;

    internal bool IsExtreme => Largest > Moderate.Largest;
}
