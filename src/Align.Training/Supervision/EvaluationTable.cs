using System.Collections.Immutable;
using System.Globalization;
using Align.Algorithms.Statistics;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Supervision;

/// <summary>The table of an evaluation: pass@k, the mean reward and the divergence from the reference over prompts, with intervals.</summary>
/// <remarks>
/// A completion is correct where the first configured reward gives it at least 1. A prompt with a completion that could not be
/// judged, or to which that reward does not apply, is left out, and counted.
/// </remarks>
internal static class EvaluationTable
{
    /// <summary>The table of <paramref name="groups"/>.</summary>
    /// <param name="name">The stage's name.</param>
    /// <param name="groups">One a prompt, all of the same size.</param>
    /// <param name="config">Which k, and how sure.</param>
    /// <param name="primaryReward">The reward that says whether a completion is correct.</param>
    /// <param name="seed">The run's seed, for the bootstrap.</param>
    /// <param name="divergence">Log-ratio and tokens of each completion; <see langword="null"/> where there is no reference.</param>
    public static EvaluationReport Of(
        string name,
        ImmutableArray<RolloutGroup> groups,
        EvaluateStageConfig config,
        string primaryReward,
        long seed,
        IReadOnlyList<(double LogRatio, int Tokens)[]>? divergence = null)
    {
        var judged = groups.Where(group => group.Trajectories.All(trajectory => Score(trajectory, primaryReward) is not null)).ToArray();
        var rows = new List<EvaluationRow>();
        if (judged.Length > 0)
        {
            var correct = Array.ConvertAll(judged, group => group.Trajectories.Count(trajectory => Score(trajectory, primaryReward) >= 1));
            foreach (var k in config.PassAtK)
            {
                var stream = RandomStream.Create(seed, RandomPurpose.Evaluation, step: 1, promptId: k);
                var interval = ConfidenceIntervals.PassAtK(correct, config.NumGenerations, k, stream, config.Confidence);
                rows.Add(new EvaluationRow(string.Create(CultureInfo.InvariantCulture, $"pass@{k}"), interval.Estimate, interval.Low, interval.High));
            }
        }
        var rewards = groups.Select(group => group.Trajectories.Select(trajectory => trajectory.Outcome).OfType<RewardOutcome.Scored>().Select(scored => scored.Value).ToArray())
            .Where(scores => scores.Length > 0).Select(scores => scores.Average()).ToArray();
        AddMean(rows, "reward", EvaluationUnit.Reward, rewards, config, seed);
        AddMean(rows, "kl", EvaluationUnit.Nats, [.. (divergence ?? []).Select(group => group.Average(completion => completion.LogRatio))], config, seed);
        AddMean(rows, "kl_per_token", EvaluationUnit.Nats, [.. (divergence ?? []).Select(PerToken)], config, seed);
        return new EvaluationReport(name, config.Confidence, rows) { DroppedPrompts = groups.Length - judged.Length };
    }

    // A stream for each, so that one figure's draws do not depend on whether another is there.
    private static void AddMean(List<EvaluationRow> rows, string measure, EvaluationUnit unit, double[] values, EvaluateStageConfig config, long seed)
    {
        if (values.Length == 0)
        {
            return;
        }
        var stream = RandomStream.Create(seed, RandomPurpose.Evaluation, step: 2, promptId: (long)unit);
        var interval = ConfidenceIntervals.Bootstrap(values, stream, level: config.Confidence);
        rows.Add(new EvaluationRow(measure, interval.Estimate, interval.Low, interval.High) { Unit = unit });
    }

    private static double PerToken((double LogRatio, int Tokens)[] group) =>
        group.Sum(completion => completion.LogRatio) / Math.Max(1, group.Sum(completion => completion.Tokens));

    private static double? Score(Trajectory trajectory, string primaryReward) =>
        trajectory.Outcome is RewardOutcome.Scored { Details: { } details } && details.TryGetValue(primaryReward, out var score) ? score : null;
}
