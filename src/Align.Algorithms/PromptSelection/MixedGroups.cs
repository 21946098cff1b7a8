namespace Align.Algorithms.PromptSelection;

/// <summary>DAPO's dynamic sampling keeps the prompts whose completions differ in reward: all others have advantage 0.</summary>
/// <remarks>Yu et al. 2025, arXiv:2503.14476, eq. 11. A prompt with a single completion is kept, as in verl. Rewards differ where they are not the same number; verl asks for a standard deviation above 0, which rounding can fake.</remarks>
public static class MixedGroups
{
    /// <summary>Whether a prompt is kept.</summary>
    public static bool Keeps(PromptObservation observation) => observation.Scored == 1 || observation.RewardsDiffer;

    /// <summary>The completions of the prompts that are kept, in their order.</summary>
    /// <param name="rewards">One a completion.</param>
    /// <param name="groups">Equal ids share a prompt.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static int[] Kept(ReadOnlySpan<double> rewards, ReadOnlySpan<long> groups)
    {
        if (rewards.Length != groups.Length)
        {
            throw new ArgumentException($"{rewards.Length} rewards and {groups.Length} group ids; one of each per completion is needed.", nameof(groups));
        }
        var (values, ids) = (rewards.ToArray(), groups.ToArray());
        var kept = Enumerable.Range(0, values.Length)
            .GroupBy(i => ids[i])
            .Where(group => group.Count() == 1 || group.Any(i => values[i] != values[group.First()]))
            .Select(group => group.Key)
            .ToHashSet();
        return [.. Enumerable.Range(0, values.Length).Where(i => kept.Contains(ids[i]))];
    }
}
