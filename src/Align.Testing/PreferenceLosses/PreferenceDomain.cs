namespace Align.Testing;

/// <summary>Which batches of preferences a law speaks of.</summary>
public sealed record PreferenceDomain
{
    /// <summary>Moderate numbers in float64: log-probabilities of −6 to −0.125 a token.</summary>
    public static PreferenceDomain Moderate { get; } = new();

    /// <summary>Log-ratios of up to ±400 a token, in float64.</summary>
    public static PreferenceDomain Extreme { get; } = new() { Largest = 400 };

    /// <summary>Float64 or Float32.</summary>
    public ScalarType Type { get; init; } = ScalarType.Float64;

    /// <summary>The largest |log π| of a token, nats; above 6, extremes are mixed in.</summary>
    public double Largest { get; init; } = 6;

    /// <summary>Responses without tokens are among the rows.</summary>
    public bool EmptyRows { get; init; } = true;

    /// <summary>The policy equals the reference.</summary>
    public bool AtReference { get; init; }

    /// <summary>NaN and infinities lie under the mask.</summary>
    public bool Poison { get; init; }

    /// <summary>Rows a side, at most.</summary>
    public int MaxRows { get; init; } = 4;

    /// <summary>Tokens a response, at most.</summary>
    public int MaxTokens { get; init; } = 4;

    internal bool IsExtreme => Largest > Moderate.Largest;
}
