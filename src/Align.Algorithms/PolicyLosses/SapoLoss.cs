using System.ComponentModel.DataAnnotations;
using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>SAPO: a smooth gate in place of the clip, ℓ = −A·(4/τ)·σ(τ(ρ − 1)), τ = tau_pos where A &gt; 0, else tau_neg.</summary>
/// <remarks>
/// Soft Adaptive Policy Optimization, arXiv:2511.20347. On policy the gradient is −A for every τ; it fades on both sides of ρ = 1.
/// The mean over sequences of token means is part of the method. log ρ is clamped to ±20.
/// </remarks>
public sealed record SapoLoss : IPolicyLoss
{
    /// <summary>Temperature of the gate for positive advantages. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double TauPos { get; init; } = 1.0;

    /// <summary>Temperature of the gate for the other advantages; larger fades sooner. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double TauNeg { get; init; } = 1.05;

    /// <inheritdoc/>
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true, Bounded = true };

    /// <inheritdoc/>
    public LossType? Aggregation => LossType.Grpo;

    /// <inheritdoc/>
    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(TauPos);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(TauNeg);
        PolicyRatio.Require(tokens);
        using var scope = torch.NewDisposeScope();
        var logRatio = PolicyRatio.BoundedLogRatio(tokens);
        var ratio = logRatio.exp();
        var advantages = PolicyRatio.Advantages(tokens);
        var gate = Gate(ratio, TauPos).where(advantages.gt(0), Gate(ratio, TauNeg));
        var losses = PolicyRatio.Weighted(-gate * advantages, tokens);
        var measured = new PolicyLossMeasurement(logRatio, ratio, advantages);
        return new PolicyLossTerms(losses.MoveToOuterDisposeScope(), PolicyLossStatistics.Measure(measured, tokens.Mask));
    }

    private static Tensor Gate(Tensor ratio, double tau) => ((ratio - 1) * tau).sigmoid() * (4 / tau);
}
