using System.Collections.Immutable;
using Align.Algorithms.Advantages;

namespace Align.Training.Learning;

/// <summary>Gives rewarded completions their advantages.</summary>
internal static class JudgedSamples
{
    /// <summary>The samples of each group, groups in their order. All prompts of the step at once: some estimators compare across prompts.</summary>
    /// <param name="estimator">Makes advantages of rewards.</param>
    /// <param name="groups">The rewarded completions of each prompt.</param>
    /// <param name="tokenRewards">What each counted token adds to its completion's reward, completion by completion; <see langword="null"/> where only whole completions are rewarded.</param>
    public static ImmutableArray<ImmutableArray<JudgedSample>> Of(
        IAdvantageEstimator estimator, ImmutableArray<ImmutableArray<RewardedCompletion>> groups, ImmutableArray<ImmutableArray<double>>? tokenRewards = null)
    {
        var all = groups.SelectMany(group => group).ToImmutableArray();
        var byToken = tokenRewards?.Select((tokens, i) => WithOutcome(tokens, all[i].Reward)).ToImmutableArray();
        var advantages = estimator.Compute(new AdvantageBatch
        {
            Rewards = [.. all.Select((completion, i) => byToken is { } rows && !rows[i].IsEmpty ? rows[i].Sum() : completion.Reward)],
            Groups = [.. groups.SelectMany((group, index) => group.Select(_ => (long)index))],
            Lengths = [.. all.Select(completion => completion.Tokens)],
            TokenRewards = byToken ?? default,
            GreedyRewards = [.. all.Select(completion => completion.GreedyReward)],
        });
        var next = 0;
        return [.. groups.Select(group => group.Select(completion => Sample(completion, advantages, next++)).ToImmutableArray())];
    }

    // The outcome's reward stands on the last token.
    private static ImmutableArray<double> WithOutcome(ImmutableArray<double> tokens, double reward) =>
        tokens.IsEmpty ? tokens : tokens.SetItem(tokens.Length - 1, tokens[^1] + reward);

    private static JudgedSample Sample(RewardedCompletion completion, AdvantageResult advantages, int index) =>
        new(completion.Trajectory, advantages.Completions[index], completion.Tokens) { TokenAdvantages = advantages.Tokens?[index] };
}
