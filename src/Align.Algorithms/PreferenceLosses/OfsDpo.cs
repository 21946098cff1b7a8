using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>OFS-DPO: a fast and a slow module chase each other: J_F = L_F + α·L_FS(D_F, sg(D_S)), J_S = L_S − α·L_FS(sg(D_F), D_S), L_FS = −log σ(β(D_F − D_S)).</summary>
/// <remarks>
/// Qi et al. 2024, arXiv:2406.05534. There is no official code; the form follows the paper's text and a third-party port, and is a reconstruction. Both modules
/// raise their own margin with the same chase push, so the gradient stays alive where DPO's vanishes. J_S is unbounded below: the swap of roles
/// (<see cref="ShouldSwap"/>), the clamp and α below 1 keep it sane. The reference cancels from L_FS.
/// </remarks>
public static class OfsDpo
{
    /// <summary>The losses of each pair.</summary>
    /// <param name="fast">D_F, the log-ratio margin under the module in the fast role, nats, floating point [N]; gradients flow.</param>
    /// <param name="slow">D_S, under the other, [N]; gradients flow.</param>
    /// <param name="options">The constants.</param>
    /// <returns>All [N]; no gradient crosses from one module's objective to the other's margin. The caller disposes them, by a scope.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong.</exception>
    public static OfsDpoTerms Compute(Tensor fast, Tensor slow, OfsDpoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Shape.Require(fast, "N").And(slow, "N");
        using var scope = torch.NewDisposeScope();
        var (fastLoss, slowLoss) = (LogisticLoss.Of(fast * options.Beta), LogisticLoss.Of(slow * options.Beta));
        var lead = Chase(fast, slow.detach(), options);
        var lag = Chase(fast.detach(), slow, options);
        return new OfsDpoTerms
        {
            FastLosses = fastLoss.MoveToOuterDisposeScope(),
            SlowLosses = slowLoss.MoveToOuterDisposeScope(),
            Chase = lead.MoveToOuterDisposeScope(),
            FastObjective = (fastLoss + (lead * options.Alpha)).MoveToOuterDisposeScope(),
            SlowObjective = (slowLoss - (lag * options.Alpha)).MoveToOuterDisposeScope(),
        };
    }

    /// <summary>Whether the modules exchange roles: the slow one's mean DPO loss over the window is below the fast one's.</summary>
    /// <param name="meanFastLoss">Mean of <see cref="OfsDpoTerms.FastLosses"/> over the window.</param>
    /// <param name="meanSlowLoss">Mean of <see cref="OfsDpoTerms.SlowLosses"/>.</param>
    public static bool ShouldSwap(double meanFastLoss, double meanSlowLoss) => meanSlowLoss < meanFastLoss;

    private static Tensor Chase(Tensor fast, Tensor slow, OfsDpoOptions options)
    {
        var logits = (fast - slow) * options.Beta;
        return LogisticLoss.Of(options.LogitClamp is { } bound ? logits.clamp(-bound, bound) : logits);
    }
}
