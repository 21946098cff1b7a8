using System.Collections.Immutable;
using Align.Algorithms.RolloutAllocation;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>What the prompts of a step show: how many were solved, and what the step's rollouts were spent on.</summary>
internal static class BatchMetrics
{
    /// <summary>Adds the metrics of a step.</summary>
    public static void AddTo(Dictionary<string, double> metrics, TrainPolicy lesson, GrpoStageConfig config)
    {
        var judged = lesson.Prompts.Where(prompt => prompt.All.Scored > 0).ToArray();
        metrics["batch/solve_none"] = judged.Count(prompt => prompt.All.Successes == 0);
        metrics["batch/solve_all"] = judged.Count(prompt => prompt.All.Successes == prompt.All.Scored);
        metrics["batch/solve_partial"] = judged.Length - metrics["batch/solve_none"] - metrics["batch/solve_all"];
        if (judged.Length > 0)
        {
            metrics["batch/accuracy"] = judged.Average(prompt => prompt.All.Accuracy);
        }
        metrics["batch/rollouts"] = lesson.Prompts.Sum(prompt => prompt.Group.Trajectories.Length + (prompt.Greedy is null ? 0 : 1));
        metrics["batch/prompts"] = lesson.Prompts.Count(prompt => prompt.Kept);
        metrics["batch/discarded_rollouts"] = lesson.Prompts.Where(prompt => !prompt.Kept).Sum(prompt => prompt.Group.Trajectories.Length);
        if (config.Selector.Selector.MaxRefills > 0)
        {
            metrics["batch/refills"] = lesson.Refills;
        }
        AddGreedy(metrics, lesson.Prompts);
    }

    /// <summary>What an allocator's metrics are made of.</summary>
    /// <param name="prompts">Every prompt of the step.</param>
    /// <param name="samples">The samples of those that are kept, in their order.</param>
    public static IReadOnlyList<AllocatedGroup> Allocated(ImmutableArray<PromptRollouts> prompts, ImmutableArray<ImmutableArray<JudgedSample>> samples)
    {
        var next = 0;
        return [.. prompts.Select(prompt => new AllocatedGroup(
            prompt.First, prompt.Extra, prompt.All, prompt.Kept ? samples[next++].Sum(sample => Math.Abs(sample.Advantage)) : 0, prompt.Kept))];
    }

    private static void AddGreedy(Dictionary<string, double> metrics, ImmutableArray<PromptRollouts> prompts)
    {
        var greedy = prompts.Select(prompt => prompt.Greedy).OfType<Trajectory>().ToArray();
        if (greedy.Length == 0)
        {
            return;
        }
        metrics["greedy/rollouts"] = greedy.Length;
        double[] rewards = [.. greedy.Select(trajectory => trajectory.Outcome).OfType<RewardOutcome.Scored>().Select(scored => scored.Value)];
        if (rewards.Length > 0)
        {
            metrics["greedy/reward"] = rewards.Average();
        }
    }
}
