using System.Numerics;

namespace Align.Algorithms.Advantages;

/// <summary>Rewards relative to the mean of their group, in the type of the numbers given: A_i = r_i − mean_g.</summary>
/// <remarks>The mean is over all rollouts of the prompt, however many: a prompt with more rollouts weighs more, which is what DARS (arXiv:2508.13755) is about. Equal rewards give 0 exactly.</remarks>
public static class CentredRewards
{
    /// <summary>One advantage a completion.</summary>
    /// <param name="rewards">Finite.</param>
    /// <param name="groups">Equal ids share a prompt.</param>
    /// <param name="singleton">What a lone completion gets.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static T[] Compute<T>(ReadOnlySpan<T> rewards, ReadOnlySpan<long> groups, SingletonAdvantage singleton)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var baselines = Baselines(rewards, groups, singleton);
        var centred = new T[rewards.Length];
        for (var i = 0; i < centred.Length; i++)
        {
            centred[i] = rewards[i] - baselines[groups[i]];
        }
        return centred;
    }

    /// <summary>What each group's rewards are compared with: their mean; 0 for a lone completion that keeps its raw reward.</summary>
    /// <inheritdoc cref="Compute"/>
    public static IReadOnlyDictionary<long, T> Baselines<T>(ReadOnlySpan<T> rewards, ReadOnlySpan<long> groups, SingletonAdvantage singleton)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (groups.Length != rewards.Length)
        {
            throw new ArgumentException($"{rewards.Length} rewards and {groups.Length} group ids; one of each per completion is needed.", nameof(groups));
        }
        var members = new Dictionary<long, List<T>>();
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!members.TryGetValue(groups[i], out var group))
            {
                members[groups[i]] = group = [];
            }
            group.Add(rewards[i]);
        }
        return members.ToDictionary(
            group => group.Key,
            group => group.Value.Count == 1 && singleton == SingletonAdvantage.RawReward ? T.Zero : Mean(group.Value));
    }

    // The common value itself where all are equal: a quotient of sums may miss it by a rounding.
    private static T Mean<T>(List<T> values)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        foreach (var value in values)
        {
            sum += value;
        }
        return values.TrueForAll(value => value == values[0]) ? values[0] : sum / T.CreateChecked(values.Count);
    }
}
