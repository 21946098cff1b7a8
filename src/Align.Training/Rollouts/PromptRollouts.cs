using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Core;

namespace Align.Training.Rollouts;

/// <summary>What came of one prompt in one step, over both rollout stages.</summary>
/// <param name="Group">The prompt and its judged completions, those of the first stage first.</param>
/// <param name="First">Verdicts of the first stage.</param>
/// <param name="Extra">Completions of the second stage.</param>
/// <param name="All">Verdicts of both stages.</param>
internal sealed record PromptRollouts(RolloutGroup Group, RolloutCounts First, int Extra, RolloutCounts All)
{
    /// <summary>Whether the prompt is trained on.</summary>
    public bool Kept { get; init; } = true;

    /// <summary>The likeliest completion, where the estimator compares with it.</summary>
    public Trajectory? Greedy { get; init; }

    /// <summary>What a selector learns of it.</summary>
    public PromptObservation Observation()
    {
        double[] rewards = [.. Group.Trajectories.Select(trajectory => trajectory.Outcome).OfType<RewardOutcome.Scored>().Select(scored => scored.Value)];
        return new PromptObservation(
            Group.Prompt.Id, All.Successes, All.Scored, rewards.Length == 0 ? 0 : rewards.Average(), rewards.Any(reward => reward != rewards[0]));
    }
}
