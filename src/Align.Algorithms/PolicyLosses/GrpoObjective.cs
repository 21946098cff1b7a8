using Align.Algorithms.Divergences;
using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>The loss of GRPO and its relatives: aggregate(ℓ_clip + β·KL − c_H·H).</summary>
/// <remarks>
/// Shao et al. 2024, arXiv:2402.03300, eq. 3 (with <see cref="LossType.Grpo"/> and β &gt; 0); Dr. GRPO and DAPO differ in the
/// aggregation, the clip range and the advantages. The aggregations are linear, so this equals verl's separate sums.
/// The KL and the entropy carry no token weight.
/// </remarks>
public static class GrpoObjective
{
    /// <summary>What holds for this loss when β is not 0.</summary>
    public static LossTraits Traits { get; } =
        new() { NeedsReference = true };

    /// <summary>The loss of the tokens given, as a share of the step's loss.</summary>
    /// <param name="tokens">What the losses read.</param>
    /// <param name="options">Weights and forms.</param>
    /// <param name="counts">Of the whole optimizer step.</param>
    /// <exception cref="ArgumentException">A shape is wrong, or a term with a weight lacks its input.</exception>
    public static GrpoTerms Compute(PolicyTokens tokens, GrpoOptions options, BatchCounts counts)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(options);
        RequireInputs(tokens, options);
        using var scope = torch.NewDisposeScope();
        var policy = ClippedPolicyLoss.Compute(tokens, options.Clip);
        var kl = KlTerm(tokens, options);
        var entropy = tokens.Entropy is { } given ? MaskedReduction.Select(given, tokens.Mask) : null;
        var losses = policy.PerToken;
        losses = kl is not null && options.Beta != 0 ? losses + (kl * options.Beta) : losses;
        losses = entropy is not null && options.EntropyCoefficient != 0 ? losses - (entropy * options.EntropyCoefficient) : losses;
        var loss = LossAggregation.Compute(losses, tokens.Mask, options.LossType, counts, options.DenominatorEpsilon);
        return new GrpoTerms(loss.MoveToOuterDisposeScope(), new GrpoStatistics(policy.Statistics, Total(kl), Total(entropy)));
    }

    private static Tensor? KlTerm(PolicyTokens tokens, GrpoOptions options) =>
        tokens.ReferenceLogProbs is { } reference
            ? KlPenalty.PerToken(tokens.LogProbs, reference, tokens.Mask, options.KlEstimator, options.KlValueClamp)
            : null;

    private static double Total(Tensor? tokens)
    {
        if (tokens is null)
        {
            return 0;
        }
        using var detached = tokens.detach();
        using var sum = detached.sum(ScalarType.Float64);
        return sum.item<double>();
    }

    private static void RequireInputs(PolicyTokens tokens, GrpoOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Beta);
        if (options.Beta != 0 && tokens.ReferenceLogProbs is null)
        {
            throw new ArgumentException($"beta is {options.Beta} but there are no reference log-probabilities.", nameof(tokens));
        }
        if (options.EntropyCoefficient != 0 && tokens.Entropy is null)
        {
            throw new ArgumentException($"The entropy coefficient is {options.EntropyCoefficient} but there is no entropy.", nameof(tokens));
        }
    }
}
