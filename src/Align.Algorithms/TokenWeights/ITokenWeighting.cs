namespace Align.Algorithms.TokenWeights;

/// <summary>Weighs the policy loss of each token, ℓ_t ← w_t·ℓ_t; the divisor stays the token count, never Σw. Its properties are its options, with defaults and ranges; it holds no state.</summary>
/// <remarks>
/// In two steps, so that the cut into micro-batches need change nothing: <see cref="Measure"/> reads what the weights of all tokens depend on,
/// and its results are merged over the <see cref="Scope"/>; <see cref="Compute"/> gives the weights of the tokens at hand. Neither has gradients.
/// The KL and the entropy terms of the objective carry no weight.
/// </remarks>
public interface ITokenWeighting
{
    /// <summary>Whether all weights are 1, so that nothing need be computed.</summary>
    bool IsUniform => false;

    /// <summary>Over which tokens measurements are merged.</summary>
    WeightScope Scope => WeightScope.MicroBatch;

    /// <summary>What the weights depend on beside the token itself.</summary>
    /// <param name="tokens">A micro-batch under the present policy.</param>
    WeightMeasurement Measure(WeightedTokens tokens);

    /// <summary>The weights.</summary>
    /// <param name="tokens">A micro-batch under the present policy.</param>
    /// <param name="measurement">Of the scope that the micro-batch belongs to.</param>
    /// <returns>[N, T], at least 0, of the type of the log-probabilities, constant; 0 outside the mask. The caller disposes it.</returns>
    /// <exception cref="ArgumentException">A shape is wrong.</exception>
    Tensor Compute(WeightedTokens tokens, WeightMeasurement measurement);
}
