namespace Align.Algorithms.Advantages;

/// <summary>The valid completions of a batch, gathered by group.</summary>
internal static class RewardGroups
{
    /// <summary>The indices of the valid completions of each group, groups in order of first appearance.</summary>
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

    private static void RequireFinite(double reward, int index)
    {
        if (!double.IsFinite(reward))
        {
            throw new ArgumentException($"The reward of completion {index} is {reward}; mark it invalid or give a finite number.", nameof(reward));
        }
    }
}
