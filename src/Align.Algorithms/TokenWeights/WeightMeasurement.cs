namespace Align.Algorithms.TokenWeights;

/// <summary>The range of a token magnitude.</summary>
/// <param name="Tokens">How many tokens were measured; without any, the range is 0 to 0.</param>
/// <param name="Min">The least magnitude.</param>
/// <param name="Max">The greatest.</param>
public readonly record struct WeightMeasurement(long Tokens, double Min, double Max)
{
    /// <summary>Both ranges as one.</summary>
    public WeightMeasurement Merge(WeightMeasurement other) =>
        Tokens == 0 ? other
        : other.Tokens == 0 ? this
        : new(Tokens + other.Tokens, Math.Min(Min, other.Min), Math.Max(Max, other.Max));
}
