using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>
/// MADPO's weight of a pair by its reward margin h, in the direction of the label: w(h) = σ(c(|h|)·h)/σ(h) for h above −τ, else 1, with
/// c(m) = c_min + (c_max − c_min)/(1 + (c_max − 1)/(1 − c_min)·e^(λ(m − τ))).
/// </summary>
/// <remarks>
/// arXiv:2510.05342. 0 &lt; w &lt; 2 for all constants; w(0) = w(τ) = 1. For |h| below τ the expectation of w·DPO under Bradley-Terry labels is DPO on
/// labels drawn from σ(c·h), so the optimum of β·D is c·h; above τ, where w(−h) = 1, it stays within 0.06 nats of h, and the promised
/// dampening of easy pairs cancels. Most of the effect comes from labels that the reward model contradicts (h below 0), whose weight falls to 1e-4.
/// <para>
/// Differs from the official code: w is exp(log σ(c·h) − log σ(h)) selected by <c>where</c>; the original divides 0 by 0 below h = −88 in float32 and
/// multiplies the NaN by 0.
/// </para>
/// Everything here is constant: no gradient reaches a reward model.
/// </remarks>
public static class MadpoWeight
{
    /// <summary>c(|h|): falls from c_max to c_min, 1 at |h| = τ.</summary>
    /// <param name="margins">h, nats, floating point [N].</param>
    /// <param name="shape">The constants.</param>
    /// <returns>[N].</returns>
    public static Tensor Coefficient(Tensor margins, MadpoShape shape)
    {
        Shape.Require(margins, "N");
        shape.Validate();
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        // e^… may overflow to ∞; c is then c_min, which is its limit.
        var ratio = (shape.CMax - 1) / (1 - shape.CMin);
        var growth = ((margins.detach().abs() - shape.Tau) * shape.Lambda).exp() * ratio;
        return (((growth + 1).reciprocal() * (shape.CMax - shape.CMin)) + shape.CMin).MoveToOuterDisposeScope();
    }

    /// <summary>w(h).</summary>
    /// <inheritdoc cref="Coefficient"/>
    public static Tensor Compute(Tensor margins, MadpoShape shape)
    {
        using var unrecorded = torch.no_grad();
        using var logarithm = Log(margins, shape);
        return logarithm.exp();
    }

    /// <summary>The minimiser z* = β·D* of the expected loss under Bradley-Terry labels: h + log w(h) − log w(−h).</summary>
    /// <inheritdoc cref="Coefficient"/>
    public static Tensor TargetMargin(Tensor margins, MadpoShape shape)
    {
        ArgumentNullException.ThrowIfNull(margins);
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return (margins + Log(margins, shape) - Log(-margins, shape)).MoveToOuterDisposeScope();
    }

    private static Tensor Log(Tensor margins, MadpoShape shape)
    {
        using var scope = torch.NewDisposeScope();
        var tempered = LogisticLoss.Of(margins * Coefficient(margins, shape));
        var weight = LogisticLoss.Of(margins) - tempered;
        return weight.where(margins.gt(-shape.Tau), torch.zeros_like(weight)).MoveToOuterDisposeScope();
    }
}
