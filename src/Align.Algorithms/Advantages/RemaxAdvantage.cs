using System.Collections.Immutable;

namespace Align.Algorithms.Advantages;

/// <summary>ReMax: each token's reward-to-go minus the reward of one greedy completion of the same prompt.</summary>
/// <remarks>
/// Li et al. 2023, arXiv:2310.10505, eq. 6, in verl's form: the baseline is the raw reward, before any KL term. Any number that does not
/// depend on the sampled completion leaves the gradient unbiased; whether it lowers the variance depends on the policy.
/// </remarks>
public sealed record RemaxAdvantage : IAdvantageEstimator
{
    /// <inheritdoc/>
    public AdvantageTraits Traits => new() { TokenLevel = true, NeedsGreedyRewards = true };

    /// <inheritdoc/>
    public AdvantageResult Compute(AdvantageBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Require(greedy: true);
        return batch.TokenRewards.IsDefault
            ? new AdvantageResult([.. batch.Rewards.Select((reward, i) => reward - batch.GreedyRewards[i])])
            : AdvantageResult.OfTokens([.. batch.TokenRewards.Select((tokens, i) => Above(tokens, batch.GreedyRewards[i]))]);
    }

    private static ImmutableArray<double> Above(ImmutableArray<double> tokens, double baseline) =>
        [.. TokenReturns.Discounted(tokens, 1).Select(value => value - baseline)];
}
