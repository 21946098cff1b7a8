using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Algorithms.PolicyLosses;

/// <summary>Clip-cov: PPO's clip, and a few tokens of high covariance between advantage and log-probability, drawn at random, are left out of the loss.</summary>
/// <remarks>
/// Cui et al. 2025, arXiv:2505.22617, eq. 12. Eligible are tokens that the clip leaves alone and whose covariance lies strictly between
/// cov_low and cov_high; of these, max(1, ⌊cov_ratio · tokens⌋) drop out. They still count in the divisor. Differs from verl, which
/// draws within each micro-batch: here the whole optimizer step is the population, so the cut changes nothing.
/// </remarks>
public sealed record ClipCovLoss : IPolicyLoss, IValidatableObject
{
    /// <summary>Lower clip range: the ratio's lower bound is 1 - epsilon. 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double Epsilon { get; init; } = 0.2;

    /// <summary>Upper clip range: the ratio's upper bound is 1 + epsilon_high. 0 to 1,000; null means epsilon.</summary>
    [Range(0.0, 1000.0)]
    public double? EpsilonHigh { get; init; }

    /// <summary>The share of the step's tokens that drop out. Above 0, up to 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double CovRatio { get; init; } = 2e-4;

    /// <summary>Tokens with a covariance at or below it stay. -1e6 to 1e6.</summary>
    [Range(-1e6, 1e6)]
    public double CovLow { get; init; } = 1;

    /// <summary>Tokens with a covariance at or above it stay. Above cov_low, up to 1e6.</summary>
    [Range(-1e6, 1e6)]
    public double CovHigh { get; init; } = 5;

    /// <inheritdoc/>
    public LossTraits Traits => new() { CouplesBatch = true, ShiftInvariant = true };

    private ClippedPolicyLoss Clip => new() { Epsilon = Epsilon, EpsilonHigh = EpsilonHigh };

    /// <inheritdoc/>
    public PolicyStepStatistics Measure(PolicyTokens step, RandomStream random)
    {
        PolicyRatio.Require(step);
        ArgumentNullException.ThrowIfNull(random);
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var range = ClipRange.Of(Epsilon, EpsilonHigh);
        var ratio = PolicyRatio.BoundedLogRatio(step).exp();
        var advantages = PolicyRatio.Advantages(step);
        var free = (-advantages * range.Clip(ratio)).le(-advantages * ratio).logical_and(step.Mask);
        var covariance = TokenCovariance.Values(TokenCovariance.Of(step));
        var isFree = TokenCovariance.Values(free);
        var eligible = Enumerable.Range(0, covariance.Length)
            .Where(i => isFree[i] != 0 && covariance[i] > CovLow && covariance[i] < CovHigh)
            .Select(i => (long)i)
            .ToArray();
        var wanted = Math.Max(1, (long)(CovRatio * step.Mask.sum().item<long>()));
        random.Shuffle(eligible.AsSpan());
        var selected = TokenCovariance.Mark(eligible.Take((int)Math.Min(wanted, eligible.Length)), step.Mask);
        return new PolicyStepStatistics { Selected = selected.MoveToOuterDisposeScope() };
    }

    /// <inheritdoc/>
    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        using var scope = torch.NewDisposeScope();
        var dropped = TokenCovariance.RequireSelected(statistics, tokens.Mask);
        var terms = Clip.Compute(tokens, PolicyStepStatistics.None);
        var losses = terms.PerToken.where(dropped.logical_not(), torch.zeros_like(terms.PerToken));
        var count = dropped.logical_and(tokens.Mask).sum().item<long>();
        return new PolicyLossTerms(losses.MoveToOuterDisposeScope(), terms.Statistics with { Selected = count });
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CovHigh <= CovLow)
        {
            yield return new("no covariance lies between cov_low and cov_high; raise cov_high above cov_low", [nameof(CovHigh)]);
        }
    }
}
