using System.Collections.Immutable;

namespace Align.Algorithms.Advantages;

/// <summary>RLOO: the reward minus the mean of the group's others, A_i = |g|/(|g|−1)·(r_i − mean_g).</summary>
/// <remarks>Ahmadian et al. 2024, arXiv:2402.14740, section 4.2. A lone completion keeps its raw reward in verl's <c>rloo</c> and gets 0 in its <c>rloo_vectorized</c>.</remarks>
public sealed record RlooAdvantage : IAdvantageEstimator
{
    /// <summary>What a completion gets that is alone in its group.</summary>
    public SingletonAdvantage Singleton { get; init; } = SingletonAdvantage.Zero;

    /// <inheritdoc/>
    public AdvantageTraits Traits => new() { Grouped = true, ShiftInvariant = true, ZeroOnEqualRewards = true };

    /// <inheritdoc/>
    public AdvantageResult Compute(AdvantageBatch batch)
    {
        var gathered = RewardGroups.Gather(batch);
        var advantages = RewardGroups.Centred(batch, Singleton);
        foreach (var members in gathered.Where(members => members.Count > 1))
        {
            foreach (var member in members)
            {
                advantages[member] = advantages[member] * members.Count / (members.Count - 1);
            }
        }
        return new AdvantageResult(ImmutableArray.Create(advantages));
    }
}
