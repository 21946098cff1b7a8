using System.Collections.Immutable;
using Align.Algorithms.Advantages;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>A completion with the advantage that the estimator gives it.</summary>
/// <param name="Trajectory">The completion and its prompt.</param>
/// <param name="Advantage">Of the completion; dimensionless when scaled, else reward units. Where tokens have their own, the mean of these.</param>
/// <param name="Tokens">How many of its tokens count in the loss; 0 where the completion is masked.</param>
internal sealed record JudgedSample(Trajectory Trajectory, double Advantage, int Tokens)
{
    /// <summary>One advantage a token that counts; <see langword="null"/> where all have the completion's.</summary>
    public ImmutableArray<double>? TokenAdvantages { get; init; }

    /// <summary>Whether the policy loss of the completion can have a gradient.</summary>
    public bool Teaches => Tokens > 0 && (TokenAdvantages is { } tokens ? tokens.Any(advantage => advantage != 0) : Advantage != 0);
}

/// <summary>Turns judged groups into samples with advantages. Completions that could not be judged are left out altogether.</summary>
internal sealed class JudgedSamples(GrpoStageConfig config, long seed)
{
    /// <summary>The samples of each group, groups in their order.</summary>
    /// <exception cref="TooManyUnscorableException">Too many completions could not be judged.</exception>
    /// <exception cref="NothingScoredException">No reward applies to any completion.</exception>
    public ImmutableArray<ImmutableArray<JudgedSample>> Of(ImmutableArray<RolloutGroup> groups, long runStep)
    {
        UnscorableLimit.Require([.. groups.SelectMany(group => group.Trajectories)], config.MaxUnscorableFraction);
        var judged = groups.Select((group, index) => Judged(group, index, runStep)).ToArray();
        return Advantaged(judged);
    }

    private (Trajectory Trajectory, double Reward)[] Judged(RolloutGroup group, int index, long runStep)
    {
        var judged = group.Trajectories.Where(trajectory => trajectory.Outcome is RewardOutcome.Scored).ToArray();
        var rewards = Array.ConvertAll(judged, trajectory => ((RewardOutcome.Scored)trajectory.Outcome).Value);
        if (config.ShuffleRewards)
        {
            RandomStream.Create(seed, RandomPurpose.Control, runStep, index).Shuffle(rewards.AsSpan());
        }
        return [.. judged.Zip(rewards)];
    }

    // All prompts of the step at once: some estimators compare across prompts.
    private ImmutableArray<ImmutableArray<JudgedSample>> Advantaged((Trajectory Trajectory, double Reward)[][] groups)
    {
        var all = groups.SelectMany(group => group).ToArray();
        var advantages = config.Advantage.Estimator.Compute(new AdvantageBatch
        {
            Rewards = [.. all.Select(sample => sample.Reward)],
            Groups = [.. groups.SelectMany((group, index) => group.Select(_ => (long)index))],
            Lengths = [.. all.Select(sample => CountedTokens(sample.Trajectory.Completion))],
        });
        var next = 0;
        return [.. groups.Select(group => group.Select(sample => Sample(sample.Trajectory, advantages, next++)).ToImmutableArray())];
    }

    private JudgedSample Sample(Trajectory trajectory, AdvantageResult advantages, int index) =>
        new(trajectory, advantages.Completions[index], CountedTokens(trajectory.Completion)) { TokenAdvantages = advantages.Tokens?[index] };

    private int CountedTokens(Completion completion) =>
        config.MaskTruncatedCompletions && completion.FinishReason == FinishReason.Length ? 0 : completion.TokenIds.Length;
}
