using Align.Algorithms.Divergences;
using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>The objective of GRPO and its relatives: aggregate(ℓ_policy) + aggregate(β·KL − c_H·H).</summary>
/// <remarks>
/// Shao et al. 2024, arXiv:2402.03300, eq. 3 (with the clipped loss, <see cref="LossType.Grpo"/> and β &gt; 0); its relatives differ in the
/// policy loss, the aggregation, the clip range and the advantages. A loss that has an aggregation of its own
/// (<see cref="IPolicyLoss.Aggregation"/>) takes it for itself alone, as in verl. The KL and the entropy carry no token weight.
/// </remarks>
public static class GrpoObjective
{
    /// <summary>The objective of the tokens given, as a share of the step's.</summary>
    /// <param name="tokens">What the losses read.</param>
    /// <param name="options">The policy loss, weights and forms.</param>
    /// <param name="counts">Of the whole optimizer step.</param>
    /// <param name="statistics">Of the whole optimizer step, cut to these rows; <see langword="null"/> where the policy loss couples nothing.</param>
    /// <exception cref="ArgumentException">A shape is wrong, or a term with a weight lacks its input.</exception>
    public static GrpoTerms Compute(PolicyTokens tokens, GrpoOptions options, BatchCounts counts, PolicyStepStatistics? statistics = null)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(options);
        RequireInputs(tokens, options);
        using var scope = torch.NewDisposeScope();
        var policy = options.Loss.Compute(tokens, statistics ?? PolicyStepStatistics.None);
        var kl = KlTerm(tokens, options);
        var entropy = tokens.Entropy is { } given ? MaskedReduction.Select(given, tokens.Mask) : null;
        Tensor Aggregate(Tensor losses, LossType type) => LossAggregation.Compute(losses, tokens.Mask, type, counts, options.DenominatorEpsilon);
        var loss = Aggregate(policy.PerToken, options.Loss.Aggregation ?? options.LossType);
        loss = kl is not null && options.Beta != 0 ? loss + Aggregate(kl * options.Beta, options.LossType) : loss;
        loss = entropy is not null && options.EntropyCoefficient != 0 ? loss - Aggregate(entropy * options.EntropyCoefficient, options.LossType) : loss;
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
