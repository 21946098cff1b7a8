using System.Collections.Immutable;
using Align.Algorithms.Advantages;

namespace Align.Testing;

/// <summary>One judged completion of an example.</summary>
/// <param name="Reward">Finite.</param>
/// <param name="Group">Equal ids share a prompt.</param>
/// <param name="Length">Tokens that count; may be 0.</param>
public sealed record JudgedExample(double Reward, long Group, int Length);

/// <summary>A batch of judged completions as plain data.</summary>
/// <param name="Completions">In any order.</param>
/// <param name="HasGreedyRewards">Each group has the reward of a greedy completion: half its id.</param>
public sealed record AdvantageExample(ImmutableArray<JudgedExample> Completions, bool HasGreedyRewards)
{
    /// <summary>The batch.</summary>
    public AdvantageBatch ToBatch() => new()
    {
        Rewards = [.. Completions.Select(completion => completion.Reward)],
        Groups = [.. Completions.Select(completion => completion.Group)],
        Lengths = [.. Completions.Select(completion => completion.Length)],
        GreedyRewards = HasGreedyRewards ? [.. Completions.Select(completion => completion.Group / 2.0)] : default,
    };
}
