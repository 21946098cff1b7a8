namespace Align.Algorithms.TokenWeights;

/// <summary>Every token counts alike.</summary>
public sealed record NoTokenWeights : ITokenWeighting
{
    /// <inheritdoc/>
    public bool IsUniform => true;

    /// <inheritdoc/>
    public WeightMeasurement Measure(WeightedTokens tokens) => default;

    /// <inheritdoc/>
    public Tensor Compute(WeightedTokens tokens, WeightMeasurement measurement)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        using var scope = torch.NewDisposeScope();
        return tokens.Mask.to(tokens.LogProbs.dtype).MoveToOuterDisposeScope();
    }
}
