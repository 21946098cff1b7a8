using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>The entropy of each position's distribution: H = −Σ_v p_v log p_v, p = softmax(logits / temperature).</summary>
/// <remarks>Tokens of logit −∞ (excluded from the vocabulary) contribute 0 to the value and to the gradient.</remarks>
public static class Entropy
{
    /// <summary>Entropies in nats, between 0 and ln V.</summary>
    /// <param name="logits">Floating point [N, T, V]; gradients flow.</param>
    /// <param name="temperature">Above 0.</param>
    /// <returns>[N, T], float64 for float64 logits, else float32.</returns>
    public static Tensor Compute(Tensor logits, double temperature = 1)
    {
        Shape.Require(logits, "N T V");
        using var scope = torch.NewDisposeScope();
        return OfLogProbs(Temperature.Divide(logits, temperature).log_softmax(-1)).MoveToOuterDisposeScope();
    }

    /// <summary>Entropies from log p, [..., V]; belongs to the caller's dispose scope.</summary>
    internal static Tensor OfLogProbs(Tensor logProbs)
    {
        using var scope = torch.NewDisposeScope();
        var finite = logProbs.masked_fill(logProbs.eq(double.NegativeInfinity), 0);
        return (-(finite * logProbs.exp()).sum(-1)).MoveToOuterDisposeScope();
    }
}
