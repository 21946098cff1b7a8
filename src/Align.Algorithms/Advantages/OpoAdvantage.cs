using System.Collections.Immutable;

namespace Align.Algorithms.Advantages;

/// <summary>OPO: the reward minus the length-weighted mean of the group, b = Σ T_i r_i / Σ T_i, the baseline of least variance when the gradient's square grows with the length.</summary>
/// <remarks>Hao et al. 2025, "On-Policy RL with Optimal Reward Baseline", arXiv:2505.23585, eq. 9. Completions that the loss leaves out weigh nothing.</remarks>
public sealed record OpoAdvantage : IAdvantageEstimator
{
    /// <summary>What a completion gets that is alone in its group.</summary>
    public SingletonAdvantage Singleton { get; init; } = SingletonAdvantage.Zero;

    /// <inheritdoc/>
    public AdvantageTraits Traits => new() { Grouped = true, ReadsLengths = true, ShiftInvariant = true, ZeroOnEqualRewards = true };

    /// <inheritdoc/>
    public AdvantageResult Compute(AdvantageBatch batch)
    {
        var gathered = RewardGroups.Gather(batch);
        var advantages = new double[batch.Rewards.Length];
        foreach (var members in gathered)
        {
            var baseline = members.Count == 1 && Singleton == SingletonAdvantage.RawReward ? 0 : Baseline(batch, members);
            foreach (var member in members)
            {
                advantages[member] = batch.Rewards[member] - baseline;
            }
        }
        return new AdvantageResult(ImmutableArray.Create(advantages));
    }

    private static double Baseline(AdvantageBatch batch, IReadOnlyList<int> members)
    {
        var moments = RewardMoments.Of(RewardGroups.Values(batch.Rewards.AsSpan(), members));
        var tokens = members.Sum(member => (long)batch.Lengths[member]);
        // The weighted sum of equal rewards may miss their value by rounding.
        return moments.StandardDeviation == 0 || tokens == 0 ? moments.Mean : members.Sum(member => batch.Lengths[member] * batch.Rewards[member]) / tokens;
    }
}
