using Align.Algorithms.PolicyLosses;

namespace Align.Algorithms.TokenWeights;

/// <summary>The entropy of a softmax state before and after a step on one token's ratio objective A·π(k)/π_old(k): what the estimators are judged by.</summary>
/// <remarks>
/// The step moves the logits by η·A(p/q)(e_k − π). Exactly Δ = H(z + step) − H(z); to first order
/// Δ = −ηA(p/q)[p(ln p + H) − Σ_j π_j²(ln π_j + H)]. With all logits but the token's own held fixed only −ηA(p/q)·p(1−p)(ln p + H) is left,
/// which is <see cref="EntropyEstimator.OwnLogit"/>.
/// </remarks>
public static class SoftmaxEntropyChange
{
    /// <summary>H(z + step) − H(z), nats, [N, T].</summary>
    /// <param name="logits">z, [N, T, V].</param>
    /// <param name="tokens">k, int64 [N, T].</param>
    /// <param name="oldLogProbs">log π_old(k), [N, T].</param>
    /// <param name="advantages">A, [N, T].</param>
    /// <param name="stepSize">η.</param>
    public static Tensor Exact(Tensor logits, Tensor tokens, Tensor oldLogProbs, Tensor advantages, double stepSize)
    {
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var logPolicy = logits.log_softmax(-1);
        var policy = logPolicy.exp();
        var gain = Gain(logPolicy, tokens, oldLogProbs, advantages).unsqueeze(-1);
        var chosen = torch.zeros_like(logits).scatter(-1, tokens.unsqueeze(-1), torch.ones_like(gain));
        var moved = logits + (stepSize * gain * (chosen - policy));
        return (Entropy.Compute(moved) - Entropy.Compute(logits)).MoveToOuterDisposeScope();
    }

    /// <summary>The same to first order, per unit of step size.</summary>
    /// <inheritdoc cref="Exact"/>
    public static Tensor FirstOrder(Tensor logits, Tensor tokens, Tensor oldLogProbs, Tensor advantages)
    {
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var logPolicy = logits.log_softmax(-1);
        var policy = logPolicy.exp();
        var surplus = logPolicy + Entropy.Compute(logits).unsqueeze(-1);
        var own = (policy * surplus).gather(-1, tokens.unsqueeze(-1)).squeeze(-1);
        var all = (policy.square() * surplus).sum(-1);
        return (-Gain(logPolicy, tokens, oldLogProbs, advantages) * (own - all)).MoveToOuterDisposeScope();
    }

    // A·p/q.
    private static Tensor Gain(Tensor logPolicy, Tensor tokens, Tensor oldLogProbs, Tensor advantages) =>
        advantages * (logPolicy.gather(-1, tokens.unsqueeze(-1)).squeeze(-1) - oldLogProbs).exp();
}
