using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>Inverted hinge, for tokens to unlearn: ℓ = 1 + p(y) − max_{v≠y} p(v), p = softmax(logits).</summary>
/// <remarks>
/// Cha et al. 2024 (LoKU), arXiv:2408.06621. In [0, 2], so the original's clamp at 0 never binds; 1 for uniform p. Unlike gradient ascent its gradient is
/// bounded: p_y(1 − p_y + p_v) at y, −p_v(1 − p_v + p_y) at the runner-up v, p_k(p_v − p_y) elsewhere. Where two runners-up tie, one of them is taken.
/// </remarks>
public static class InvertedHingeLoss
{
    /// <summary>ℓ of each token; aggregate with <see cref="LossAggregation"/> over the tokens to unlearn.</summary>
    /// <param name="logits">Floating point [N, T, V], V at least 2; gradients flow.</param>
    /// <param name="ids">int64 [N, T], the tokens to unlearn, each in [0, V).</param>
    /// <returns>[N, T], float64 for float64 logits, else float32.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong.</exception>
    public static Tensor PerToken(Tensor logits, Tensor ids)
    {
        Shape.Require(logits, "N T V").Ids(ids, "N T");
        using var scope = torch.NewDisposeScope();
        var wide = logits.dtype == ScalarType.Float64 ? logits : logits.to(ScalarType.Float32);
        var probabilities = wide.softmax(-1);
        var place = ids.unsqueeze(-1);
        var others = probabilities.detach().scatter(-1, place, -torch.ones_like(place, dtype: probabilities.dtype));
        var runnerUp = others.argmax(-1, keepdim: true);
        return (probabilities.gather(-1, place) + 1 - probabilities.gather(-1, runnerUp)).squeeze(-1).MoveToOuterDisposeScope();
    }
}
