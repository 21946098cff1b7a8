using System.Collections.Immutable;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>Turns verdicts into the rewards that are trained on. Completions that could not be judged are left out altogether.</summary>
internal sealed class TrainedRewards(GrpoStageConfig config, long seed)
{
    /// <summary>The rewarded completions of each prompt that is kept, prompts in their order.</summary>
    /// <exception cref="TooManyUnscorableException">Too many completions could not be judged.</exception>
    /// <exception cref="NothingScoredException">No reward applies to any completion.</exception>
    public ImmutableArray<ImmutableArray<RewardedCompletion>> Of(ImmutableArray<PromptRollouts> prompts, long runStep)
    {
        UnscorableLimit.Require([.. prompts.SelectMany(prompt => prompt.Group.Trajectories), .. prompts.Select(prompt => prompt.Greedy).OfType<Trajectory>()], config.MaxUnscorableFraction);
        return [.. prompts.Where(prompt => prompt.Kept).Select((prompt, index) => Of(prompt, index, runStep))];
    }

    private ImmutableArray<RewardedCompletion> Of(PromptRollouts prompt, int index, long runStep)
    {
        if (GreedyReward(prompt) is not { } greedy)
        {
            return [];
        }
        var judged = prompt.Group.Trajectories.Where(trajectory => trajectory.Outcome is RewardOutcome.Scored).ToArray();
        var rewards = Array.ConvertAll(judged, Score);
        if (config.ShuffleRewards)
        {
            RandomStream.Create(seed, RandomPurpose.Control, runStep, index).Shuffle(rewards.AsSpan());
        }
        return [.. judged.Zip(rewards, (trajectory, reward) => new RewardedCompletion(trajectory, reward, greedy, CountedTokens(trajectory.Completion)))];
    }

    // A prompt whose greedy completion could not be judged has no baseline, so that all of its completions leave.
    private double? GreedyReward(PromptRollouts prompt) =>
        !config.Advantage.Estimator.Traits.NeedsGreedyRewards ? 0
        : prompt.Greedy is { Outcome: RewardOutcome.Scored } greedy ? Score(greedy)
        : null;

    private static double Score(Trajectory trajectory) => ((RewardOutcome.Scored)trajectory.Outcome).Value;

    private int CountedTokens(Completion completion) =>
        config.MaskTruncatedCompletions && completion.FinishReason == FinishReason.Length ? 0 : completion.TokenIds.Length;
}
