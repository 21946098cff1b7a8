namespace Align.Algorithms.Advantages;

/// <summary>Advantages relative to a completion's own group: all completions of one prompt.</summary>
/// <remarks>
/// Shao et al. 2024 (GRPO), arXiv:2402.03300, section 4.1: A_i = (r_i − mean_g) / (std_g + ε), with the unbiased standard deviation
/// (divisor |g| − 1). Computed in float64 on managed memory.
/// <para>
/// Differs from verl and TRL: a group whose rewards are all equal gives exactly 0. Their float32 means leave rounding noise, which
/// the division by ε blows up (eight rewards of 0.1 give −0.0074 in verl). A completion that could not be judged is no member:
/// it counts in no baseline and gets 0.
/// </para>
/// <para>All functions take one reward, group id and validity flag per completion, in any order; groups may have any sizes.</para>
/// </remarks>
public static class GroupAdvantages
{
    /// <summary>The advantages of GRPO and Dr. GRPO.</summary>
    /// <param name="rewards">One per completion, reward units; finite where valid.</param>
    /// <param name="groups">One per completion: equal ids share a baseline.</param>
    /// <param name="valid">One per completion, false for one that could not be judged; empty when all are valid.</param>
    /// <param name="options">Scaling, ε and the treatment of lone completions.</param>
    /// <returns>One advantage per completion: dimensionless when scaled, else reward units; 0 where invalid.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a valid reward is not finite.</exception>
    public static double[] Compute(
        ReadOnlySpan<double> rewards, ReadOnlySpan<long> groups, ReadOnlySpan<bool> valid, GroupAdvantageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Epsilon);
        ArgumentOutOfRangeException.ThrowIfNegative(options.VarianceFloor);
        var gathered = RewardGroups.Gather(rewards, groups, valid);
        var batchDeviation = options.Scaling == RewardScaling.Batch ? BatchDeviation(rewards, gathered) : 0;
        var advantages = new double[rewards.Length];
        foreach (var members in gathered)
        {
            var moments = RewardMoments.Of(RewardGroups.Values(rewards, members));
            var (mean, deviation) = Baseline(moments, members.Count, batchDeviation, options);
            foreach (var member in members)
            {
                var centred = rewards[member] - mean;
                advantages[member] = centred == 0 ? 0 : centred / Divisor(deviation, options);
            }
        }
        return advantages;
    }

    /// <summary>RLOO: the reward minus the mean of the group's others, |g|/(|g|−1)·(r_i − mean_g) (Ahmadian et al. 2024, arXiv:2402.14740).</summary>
    /// <param name="rewards">One per completion, reward units; finite where valid.</param>
    /// <param name="groups">One per completion: equal ids share a baseline.</param>
    /// <param name="valid">One per completion, false for one that could not be judged; empty when all are valid.</param>
    /// <param name="singleton">What a lone completion gets.</param>
    /// <returns>One advantage per completion, reward units; 0 where invalid.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a valid reward is not finite.</exception>
    public static double[] LeaveOneOut(
        ReadOnlySpan<double> rewards, ReadOnlySpan<long> groups, ReadOnlySpan<bool> valid, SingletonAdvantage singleton = SingletonAdvantage.Zero)
    {
        var advantages = new double[rewards.Length];
        foreach (var members in RewardGroups.Gather(rewards, groups, valid))
        {
            if (members.Count == 1)
            {
                advantages[members[0]] = singleton == SingletonAdvantage.RawReward ? rewards[members[0]] : 0;
                continue;
            }
            var mean = RewardMoments.Of(RewardGroups.Values(rewards, members)).Mean;
            foreach (var member in members)
            {
                advantages[member] = (rewards[member] - mean) * members.Count / (members.Count - 1);
            }
        }
        return advantages;
    }

    private static (double Mean, double Deviation) Baseline(RewardMoments moments, int size, double batchDeviation, GroupAdvantageOptions options)
    {
        if (size == 1 && options.Singleton == SingletonAdvantage.RawReward)
        {
            return (0, options.Scaling == RewardScaling.Batch ? batchDeviation : 1);
        }
        return (moments.Mean, options.Scaling == RewardScaling.Batch ? batchDeviation : moments.StandardDeviation);
    }

    private static double Divisor(double deviation, GroupAdvantageOptions options)
    {
        if (options.Scaling == RewardScaling.None)
        {
            return 1;
        }
        return Math.Sqrt(Math.Max(deviation * deviation, options.VarianceFloor)) + options.Epsilon;
    }

    private static double BatchDeviation(ReadOnlySpan<double> rewards, IReadOnlyList<IReadOnlyList<int>> gathered)
    {
        var members = gathered.SelectMany(group => group).ToArray();
        return members.Length == 0 ? 0 : RewardMoments.Of(RewardGroups.Values(rewards, members)).StandardDeviation;
    }
}
