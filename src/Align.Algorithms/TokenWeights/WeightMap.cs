namespace Align.Algorithms.TokenWeights;

/// <summary>How a token's Ω becomes its weight.</summary>
public enum WeightMap
{
    /// <summary>exp(−kΩ), from 1 down to weight_min.</summary>
    Exp,

    /// <summary>A straight line from weight_max at the least Ω down to weight_min at the greatest.</summary>
    Linear,
}
