using Align.Algorithms.TokenWeights;

namespace Align.Tests.Training.Learning;

/// <summary>Weights from 0 at the least old entropy of the scope to ½ at the greatest.</summary>
internal sealed record SurpriseWeights : ITokenWeighting
{
    public WeightScope Scope { get; init; } = WeightScope.Batch;

    public WeightMeasurement Measure(WeightedTokens tokens)
    {
        using var scope = NewDisposeScope();
        var entropies = tokens.OldEntropy.masked_select(tokens.Mask);
        return entropies.numel() == 0 ? default : new(entropies.numel(), entropies.min().to(ScalarType.Float64).item<double>(), entropies.max().to(ScalarType.Float64).item<double>());
    }

    public Tensor Compute(WeightedTokens tokens, WeightMeasurement measurement)
    {
        using var scope = NewDisposeScope();
        var nearest = (tokens.OldEntropy - measurement.Min) / Math.Max(1e-9, measurement.Max - measurement.Min);
        return (nearest * 0.5).where(tokens.Mask, zeros_like(nearest)).MoveToOuterDisposeScope();
    }
}
