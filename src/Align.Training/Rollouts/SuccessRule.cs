using Align.Algorithms.RolloutAllocation;
using Align.Core;

namespace Align.Training.Rollouts;

/// <summary>When a completion counts as solving its task: where the task's reward reaches a threshold, whatever other rewards shape the total.</summary>
/// <param name="Reward">The task's reward, the first of the configuration.</param>
/// <param name="Threshold">The least score that counts, before the reward's weight.</param>
internal sealed record SuccessRule(string Reward, double Threshold)
{
    /// <summary>The verdicts on completions; one that could not be judged, or to which the task's reward does not apply, has none.</summary>
    public RolloutCounts Count(IEnumerable<Trajectory> trajectories)
    {
        double[] scores = [.. trajectories.Select(TaskScore).OfType<double>()];
        return new RolloutCounts(scores.Count(IsSuccess), scores.Length);
    }

    /// <summary>Whether a task score is a success.</summary>
    public bool IsSuccess(double taskScore) => taskScore >= Threshold;

    /// <summary>What the task's reward gave to a completion, before its weight; <see langword="null"/> where it gave nothing, or the completion could not be judged. A reward that stands alone is the whole outcome.</summary>
    public double? TaskScore(Trajectory trajectory) => trajectory.Outcome switch
    {
        RewardOutcome.Scored { Details: { } details } => details.TryGetValue(Reward, out var score) ? score : null,
        RewardOutcome.Scored scored => scored.Value,
        _ => null,
    };
}
