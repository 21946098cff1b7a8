using System.Collections.Immutable;

namespace Align.Algorithms.Advantages;

/// <summary>What advantage estimators read: one entry a judged completion in every list, in any order.</summary>
public sealed record AdvantageBatch
{
    /// <summary>The rewards, finite.</summary>
    public required ImmutableArray<double> Rewards { get; init; }

    /// <summary>Equal ids share a prompt.</summary>
    public required ImmutableArray<long> Groups { get; init; }

    /// <summary>Tokens that count in the loss; 0 for a completion that is left out of it but stays in its group's baseline.</summary>
    public required ImmutableArray<int> Lengths { get; init; }

    /// <summary>The reward of each token that counts, finite, for rewards that come token by token (a KL term in the reward). Left out: the whole reward stands on the last token.</summary>
    public ImmutableArray<ImmutableArray<double>> TokenRewards { get; init; }

    /// <summary>The reward of a greedy completion of the same prompt, by the same weights, before any KL term; needed by ReMax alone.</summary>
    public ImmutableArray<double> GreedyRewards { get; init; }

    /// <summary>The rewards by token.</summary>
    internal ImmutableArray<double> TokensOf(int completion)
    {
        if (!TokenRewards.IsDefault)
        {
            return TokenRewards[completion];
        }
        var tokens = new double[Lengths[completion]];
        if (tokens.Length > 0)
        {
            tokens[^1] = Rewards[completion];
        }
        return ImmutableArray.Create(tokens);
    }

    /// <summary>Checks that the lists belong together and every number is finite.</summary>
    /// <exception cref="ArgumentException">They do not, or one is not.</exception>
    internal void Require(bool greedy = false)
    {
        if (Groups.Length != Rewards.Length || Lengths.Length != Rewards.Length || (!TokenRewards.IsDefault && TokenRewards.Length != Rewards.Length))
        {
            throw new ArgumentException($"{Rewards.Length} rewards, {Groups.Length} group ids and {Lengths.Length} lengths; one of each per completion is needed.");
        }
        if (greedy && (GreedyRewards.IsDefault || GreedyRewards.Length != Rewards.Length))
        {
            throw new ArgumentException("One reward of a greedy completion is needed per completion.");
        }
        for (var i = 0; i < Rewards.Length; i++)
        {
            RequireFinite(Rewards[i], i);
            ArgumentOutOfRangeException.ThrowIfNegative(Lengths[i], nameof(Lengths));
            if (!TokenRewards.IsDefault)
            {
                RequireTokens(i);
            }
            if (greedy)
            {
                RequireFinite(GreedyRewards[i], i);
            }
        }
    }

    private void RequireTokens(int completion)
    {
        if (TokenRewards[completion].Length != Lengths[completion])
        {
            throw new ArgumentException($"Completion {completion} has {Lengths[completion]} tokens and {TokenRewards[completion].Length} token rewards.");
        }
        foreach (var reward in TokenRewards[completion])
        {
            RequireFinite(reward, completion);
        }
    }

    private static void RequireFinite(double reward, int index)
    {
        if (!double.IsFinite(reward))
        {
            throw new ArgumentException($"The reward of completion {index} is {reward}; leave the completion out or give a finite number.");
        }
    }
}
