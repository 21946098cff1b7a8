using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>The log-probability of each given token: log softmax(logits / temperature)[id].</summary>
/// <remarks>
/// The sampler's temperature belongs in training too (verl divides in place before every log-softmax), or the importance ratio
/// compares two different distributions. Half-precision logits are widened to float32 first.
/// </remarks>
public static class TokenLogProbs
{
    /// <summary>Log-probabilities in nats.</summary>
    /// <param name="logits">Floating point [N, T, V]; position t scores <paramref name="ids"/>[·, t]. Gradients flow.</param>
    /// <param name="ids">int64 [N, T], each in [0, V).</param>
    /// <param name="temperature">Above 0; 1 leaves the logits as they are.</param>
    /// <returns>[N, T], float64 for float64 logits, else float32.</returns>
    public static Tensor Compute(Tensor logits, Tensor ids, double temperature = 1)
    {
        Shape.Require(logits, "N T V").Ids(ids, "N T");
        using var scope = torch.NewDisposeScope();
        var logProbs = Temperature.Divide(logits, temperature).log_softmax(-1);
        return logProbs.gather(-1, ids.unsqueeze(-1)).squeeze(-1).MoveToOuterDisposeScope();
    }
}
