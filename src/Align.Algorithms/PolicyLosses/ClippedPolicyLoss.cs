using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Align.Algorithms.PolicyLosses;

/// <summary>PPO's clipped surrogate per token: ℓ = −min(ρA, clip(ρ, 1−ε, 1+ε_high)A), for A &lt; 0 at most δ|A|; ρ = π_θ/π_old.</summary>
/// <remarks>
/// Schulman et al. 2017, arXiv:1707.06347, eq. 7; asymmetric range: DAPO, arXiv:2503.14476; dual clip: Ye et al. 2020, arXiv:1912.09729.
/// <para>log ρ is clamped to ±20, so no finite log-probability overflows float32; beyond that the gradient is zero (as in verl).</para>
/// </remarks>
public sealed record ClippedPolicyLoss : IPolicyLoss, IValidatableObject
{
    /// <summary>Lower clip range: the ratio's lower bound is 1 - epsilon. 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double Epsilon { get; init; } = 0.2;

    /// <summary>Upper clip range: the ratio's upper bound is 1 + epsilon_high. 0 to 1,000; null means epsilon. DAPO uses 0.28.</summary>
    [Range(0.0, 1000.0)]
    public double? EpsilonHigh { get; init; }

    /// <summary>Dual clip: bound of the ratio where the advantage is negative. Above 1 + epsilon_high, up to 1e6; null means none. verl uses 3.</summary>
    [Range(1.0, 1e6, MinimumIsExclusive = true)]
    public double? Delta { get; init; }

    /// <summary>What delta bounds.</summary>
    public DualClip DualClip { get; init; } = DualClip.NegativeAdvantages;

    /// <inheritdoc/>
    public LossTraits Traits => new() { Monotone = true, ShiftInvariant = true };

    /// <inheritdoc/>
    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        var range = ClipRange.Of(Epsilon, EpsilonHigh);
        RequireDelta();
        PolicyRatio.Require(tokens);
        using var scope = torch.NewDisposeScope();
        var logRatio = PolicyRatio.BoundedLogRatio(tokens);
        var ratio = logRatio.exp();
        var advantages = PolicyRatio.Advantages(tokens);
        var capped = Delta is { } cap && DualClip == DualClip.Ratio ? ratio.clamp_max(cap) : ratio;
        var unclipped = -advantages * capped;
        var clipped = -advantages * range.Clip(ratio);
        var surrogate = torch.maximum(unclipped, clipped);
        var losses = Delta is { } delta && DualClip == DualClip.NegativeAdvantages ? Bounded(surrogate, advantages, delta) : surrogate;
        var measured = new PolicyLossMeasurement(logRatio, ratio, advantages)
        {
            Clipped = clipped.gt(unclipped),
            DualClipped = Held(surrogate, ratio, advantages),
        };
        return new PolicyLossTerms(PolicyRatio.Weighted(losses, tokens).MoveToOuterDisposeScope(), PolicyLossStatistics.Measure(measured, tokens.Mask));
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Delta is { } delta && DualClip == DualClip.NegativeAdvantages && delta <= 1 + (EpsilonHigh ?? Epsilon))
        {
            yield return new(
                string.Create(CultureInfo.InvariantCulture, $"{delta} does not exceed the upper clip bound 1 + epsilon_high = {1 + (EpsilonHigh ?? Epsilon)}; raise delta or remove it"),
                [nameof(Delta)]);
        }
    }

    private static Tensor Bounded(Tensor surrogate, Tensor advantages, double delta) =>
        torch.minimum(surrogate, -advantages * delta).where(advantages.lt(0), surrogate);

    private Tensor? Held(Tensor surrogate, Tensor ratio, Tensor advantages) => (Delta, DualClip) switch
    {
        (null, _) => null,
        ({ } delta, DualClip.NegativeAdvantages) => surrogate.gt(-advantages * delta),
        ({ } delta, _) => ratio.gt(delta),
    };

    private void RequireDelta()
    {
        if (Delta is { } delta && !(delta > 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Delta), delta, "delta must be above 1.");
        }
    }
}
