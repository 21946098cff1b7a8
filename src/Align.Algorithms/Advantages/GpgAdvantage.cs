namespace Align.Algorithms.Advantages;

/// <summary>GPG: A_i = α·(r_i − mean_g), α = B / max(1, completions of the batch whose reward is not 0).</summary>
/// <remarks>Chu et al. 2025, Group Policy Gradient, arXiv:2504.02546, section 3.2, as in verl: α makes up for completions that teach nothing. Made for 0/1 rewards; it depends on the reward's zero.</remarks>
public sealed record GpgAdvantage : IAdvantageEstimator
{
    /// <summary>What a completion gets, before α, that is alone in its group.</summary>
    public SingletonAdvantage Singleton { get; init; } = SingletonAdvantage.Zero;

    /// <inheritdoc/>
    public AdvantageTraits Traits => new() { Grouped = true, CouplesBatch = true, ZeroOnEqualRewards = true };

    /// <inheritdoc/>
    public AdvantageResult Compute(AdvantageBatch batch)
    {
        var centred = RewardGroups.Centred(batch, Singleton);
        var scale = (double)centred.Length / Math.Max(1, batch.Rewards.Count(reward => reward != 0));
        return new AdvantageResult([.. centred.Select(advantage => scale * advantage)]);
    }
}
