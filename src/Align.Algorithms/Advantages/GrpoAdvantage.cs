using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.Advantages;

/// <summary>GRPO and Dr. GRPO: A_i = (r_i − mean_g) / (std_g + ε), relative to the completions of the same prompt.</summary>
/// <remarks>
/// Shao et al. 2024, arXiv:2402.03300, section 4.1, with the unbiased standard deviation (divisor |g| − 1).
/// <para>
/// Differs from verl and TRL: a group whose rewards are all equal gives exactly 0. Their float32 means leave rounding noise, which
/// the division by ε blows up (eight rewards of 0.1 give −0.0074 in verl).
/// </para>
/// </remarks>
public sealed record GrpoAdvantage : IAdvantageEstimator
{
    /// <summary>What centred rewards are divided by.</summary>
    public RewardScaling ScaleRewards { get; init; } = RewardScaling.Group;

    /// <summary>Added to the standard deviation. 0 to 1; verl adds 1e-6, TRL 1e-4.</summary>
    [Range(0.0, 1.0)]
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>The least variance. 0 to 1; verl's vectorized form takes 1e-6, that is a standard deviation of at least 0.001.</summary>
    [Range(0.0, 1.0)]
    public double VarianceFloor { get; init; }

    /// <summary>What a completion gets that is alone in its group.</summary>
    public SingletonAdvantage Singleton { get; init; } = SingletonAdvantage.Zero;

    /// <inheritdoc/>
    public AdvantageTraits Traits => new()
    {
        Grouped = true,
        CouplesBatch = ScaleRewards == RewardScaling.Batch,
        ShiftInvariant = ScaleRewards != RewardScaling.Batch, // One group moved against the others widens the batch.
        DividesByGroupDeviation = ScaleRewards == RewardScaling.Group,
        ZeroOnEqualRewards = true,
    };

    /// <inheritdoc/>
    public AdvantageResult Compute(AdvantageBatch batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Epsilon);
        ArgumentOutOfRangeException.ThrowIfNegative(VarianceFloor);
        if (ScaleRewards == RewardScaling.None)
        {
            return new AdvantageResult(ImmutableArray.Create(RewardGroups.Centred(batch, Singleton)));
        }
        var gathered = RewardGroups.Gather(batch);
        var rewards = batch.Rewards.AsSpan();
        var batchDeviation = ScaleRewards == RewardScaling.Batch && rewards.Length > 0 ? RewardMoments.Of(rewards).StandardDeviation : 0;
        var advantages = new double[rewards.Length];
        foreach (var members in gathered)
        {
            var moments = RewardMoments.Of(RewardGroups.Values(rewards, members));
            var (mean, deviation) = Baseline(moments, members.Count, batchDeviation);
            foreach (var member in members)
            {
                var centred = rewards[member] - mean;
                advantages[member] = centred == 0 ? 0 : centred / Divisor(deviation);
            }
        }
        return new AdvantageResult(ImmutableArray.Create(advantages));
    }

    private (double Mean, double Deviation) Baseline(RewardMoments moments, int size, double batchDeviation)
    {
        if (size == 1 && Singleton == SingletonAdvantage.RawReward)
        {
            return (0, ScaleRewards == RewardScaling.Batch ? batchDeviation : 1);
        }
        return (moments.Mean, ScaleRewards == RewardScaling.Batch ? batchDeviation : moments.StandardDeviation);
    }

    private double Divisor(double deviation) =>
        Math.Sqrt(Math.Max(deviation * deviation, VarianceFloor)) + Epsilon;
}
