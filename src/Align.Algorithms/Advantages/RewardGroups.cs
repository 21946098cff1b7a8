namespace Align.Algorithms.Advantages;

/// <summary>The completions of a batch, gathered by prompt.</summary>
internal static class RewardGroups
{
    /// <summary>The indices of the valid completions of each group, groups in order of first appearance.</summary>
    /// <param name="rewards">Finite where valid.</param>
    /// <param name="groups">Equal ids share a group.</param>
    /// <param name="valid">False for a completion that could not be judged; empty when all are valid.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a valid reward is not finite.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Gather(ReadOnlySpan<double> rewards, ReadOnlySpan<long> groups, ReadOnlySpan<bool> valid)
    {
        if (groups.Length != rewards.Length || (valid.Length != rewards.Length && !valid.IsEmpty))
        {
            throw new ArgumentException(
                $"{rewards.Length} rewards, {groups.Length} group ids and {valid.Length} validity flags; one of each per completion is needed.",
                nameof(rewards));
        }
        var members = new List<List<int>>();
        var places = new Dictionary<long, int>();
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!valid.IsEmpty && !valid[i])
            {
                continue;
            }
            RequireFinite(rewards[i], i);
            if (places.TryAdd(groups[i], members.Count))
            {
                members.Add([]);
            }
            members[places[groups[i]]].Add(i);
        }
        return members;
    }

    /// <summary>The groups of a batch.</summary>
    /// <exception cref="ArgumentException">The batch's lists do not belong together.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Gather(AdvantageBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Require();
        return Gather(batch.Rewards.AsSpan(), batch.Groups.AsSpan(), []);
    }

    /// <summary>The members' rewards in the order of <paramref name="members"/>.</summary>
    public static double[] Values(ReadOnlySpan<double> rewards, IReadOnlyList<int> members)
    {
        var values = new double[members.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = rewards[members[i]];
        }
        return values;
    }

    /// <summary>Each reward minus its group's mean, 0 exactly where all are equal; a lone one keeps its raw reward where that is asked for.</summary>
    public static double[] Centred(AdvantageBatch batch, SingletonAdvantage singleton)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Require();
        return CentredRewards.Compute(batch.Rewards.AsSpan(), batch.Groups.AsSpan(), singleton);
    }

    private static void RequireFinite(double reward, int index)
    {
        if (!double.IsFinite(reward))
        {
            throw new ArgumentException($"The reward of completion {index} is {reward}; mark it invalid or give a finite number.", nameof(reward));
        }
    }
}
