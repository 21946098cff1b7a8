using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Algorithms.PolicyLosses;

/// <summary>KL-cov: ℓ = −A·ρ, plus κ·|log ρ| at the tokens of largest covariance between advantage and log-probability.</summary>
/// <remarks>
/// Cui et al. 2025, arXiv:2505.22617, eq. 13. The largest max(1, ⌊cov_ratio · tokens⌋) covariances are held to the old policy; among equal
/// ones the first. Differs from verl, which ranks within each micro-batch: here the whole optimizer step is ranked, so the cut changes
/// nothing. No clip; log ρ is clamped to ±20.
/// </remarks>
public sealed record KlCovLoss : IPolicyLoss
{
    /// <summary>The share of the step's tokens that are held back. Above 0, up to 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double CovRatio { get; init; } = 2e-4;

    /// <summary>Weight of |log ρ| at these tokens. 0 to 1,000. verl falls back to 1 where its configuration (0.1) is not used.</summary>
    [Range(0.0, 1000.0)]
    public double KlCoef { get; init; } = 0.1;

    /// <inheritdoc/>
    public LossTraits Traits => new() { CouplesBatch = true, Regularized = true, ShiftInvariant = true };

    /// <inheritdoc/>
    public PolicyStepStatistics Measure(PolicyTokens step, RandomStream random)
    {
        PolicyRatio.Require(step);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var covariance = TokenCovariance.Values(TokenCovariance.Of(step));
        var counts = TokenCovariance.Values(step.Mask);
        var valid = Enumerable.Range(0, covariance.Length).Where(i => counts[i] != 0).Select(i => (long)i).ToArray();
        var wanted = valid.Length == 0 ? 0 : Math.Max(1, (int)(CovRatio * valid.Length));
        var selected = TokenCovariance.Mark(valid.OrderByDescending(i => covariance[i]).Take(wanted), step.Mask);
        return new PolicyStepStatistics { Selected = selected.MoveToOuterDisposeScope() };
    }

    /// <inheritdoc/>
    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        PolicyRatio.Require(tokens);
        using var scope = torch.NewDisposeScope();
        var held = TokenCovariance.RequireSelected(statistics, tokens.Mask);
        var logRatio = PolicyRatio.BoundedLogRatio(tokens);
        var ratio = logRatio.exp();
        var advantages = PolicyRatio.Advantages(tokens);
        var plain = -advantages * ratio;
        var losses = (plain + (logRatio.abs() * KlCoef)).where(held.logical_and(tokens.Mask), plain);
        var measured = new PolicyLossMeasurement(logRatio, ratio, advantages) { Selected = held };
        return new PolicyLossTerms(PolicyRatio.Weighted(losses, tokens).MoveToOuterDisposeScope(), PolicyLossStatistics.Measure(measured, tokens.Mask));
    }
}
