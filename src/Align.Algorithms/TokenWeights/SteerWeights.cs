using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.TokenWeights;

/// <summary>STEER: a token weighs less the more its update is expected to change the policy's entropy, so that entropy neither collapses nor explodes and needs no bonus.</summary>
/// <remarks>
/// arXiv:2510.10150. Ω = |Δ| of <see cref="EntropyChange"/>, mapped by <see cref="EntropyWeights"/>. The official code takes the range of Ω over a micro-batch,
/// so that weights depend on how the step is cut; <c>scope: micro_batch</c> does the same, the default takes it over the optimizer step.
/// Where no token counts the weights are 0; the official code fails there.
/// </remarks>
public sealed record SteerWeights : ITokenWeighting, IValidatableObject
{
    private const double OfficialMax = 1.2;

    /// <summary>How Ω becomes a weight: exp or linear.</summary>
    public WeightMap Map { get; init; } = WeightMap.Exp;

    /// <summary>The weight of the token of greatest Ω. 0.001 to 1; the official scripts use 0.8, and 1 under exp leaves all weights at 1.</summary>
    [Range(0.001, 1.0)]
    public double WeightMin { get; init; } = 0.8;

    /// <summary>The weight of the token of least Ω under linear; exp has none, its greatest weight is 1. 0.001 to 10; null means 1.2, as in the official script.</summary>
    [Range(0.001, 10.0)]
    public double? WeightMax { get; init; }

    /// <summary>How the change of entropy is estimated: code (the official form) or own_logit (the derivation's, with one more factor p).</summary>
    public EntropyEstimator Estimator { get; init; } = EntropyEstimator.Code;

    /// <summary>exp scales by the greatest Ω, but by no less than this. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double MagnitudeFloor { get; init; } = EntropyWeights.MagnitudeFloor;

    /// <summary>Over which tokens the least and the greatest Ω are taken: batch (the optimizer step; one more forward pass without gradients where it has several micro-batches) or micro_batch (as in the official code).</summary>
    public WeightScope Scope { get; init; } = WeightScope.Batch;

    private double Max => WeightMax ?? OfficialMax;

    /// <inheritdoc/>
    public WeightMeasurement Measure(WeightedTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        using var magnitudes = Magnitudes(tokens);
        return EntropyWeights.Measure(magnitudes, tokens.Mask);
    }

    /// <inheritdoc/>
    public Tensor Compute(WeightedTokens tokens, WeightMeasurement measurement)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        using var magnitudes = Magnitudes(tokens);
        return Map == WeightMap.Linear
            ? EntropyWeights.Linear(magnitudes, tokens.Mask, measurement, WeightMin, Max)
            : EntropyWeights.Exponential(magnitudes, tokens.Mask, measurement, WeightMin, MagnitudeFloor);
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Map == WeightMap.Exp && WeightMax is not null)
        {
            yield return new("has no effect under map: exp, whose greatest weight is 1; remove it or choose linear", [nameof(WeightMax)]);
        }
        if (Map == WeightMap.Linear && Max < WeightMin)
        {
            yield return new(FormattableString.Invariant($"{Max} lies below weight_min = {WeightMin}; raise it"), [nameof(WeightMax)]);
        }
    }

    private Tensor Magnitudes(WeightedTokens tokens) =>
        EntropyChange.Magnitude(tokens.LogProbs, tokens.OldLogProbs, tokens.Advantages, tokens.OldEntropy, tokens.Mask, Estimator);
}
