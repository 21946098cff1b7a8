using Align.Core;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Evaluation;

/// <summary>Makes of each held-out prompt's completions what the evaluation counts.</summary>
internal static class PromptResults
{
    private const string Category = "category";

    /// <summary>The results in the order of the prompts.</summary>
    /// <param name="groups">One a prompt.</param>
    /// <param name="config">The evaluation.</param>
    /// <param name="taskMetric">The reward that says whether a completion is correct: the first configured one.</param>
    /// <param name="extractor">That reward, where it can name answers.</param>
    /// <param name="divergence">Log-ratio and tokens of each completion; <see langword="null"/> where there is no reference.</param>
    public static PromptResult[] Of(
        IReadOnlyList<RolloutGroup> groups,
        EvaluateStageConfig config,
        string taskMetric,
        IAnswerExtractor? extractor = null,
        IReadOnlyList<(double LogRatio, int Tokens)[]>? divergence = null)
    {
        var chosen = new ChosenAnswers(extractor, config);
        var success = new SuccessRule(taskMetric, config.SuccessThreshold);
        return [.. groups.Select((group, index) => Judged(group, success, chosen) with
        {
            Difficulty = group.Prompt.Difficulty,
            Category = group.Prompt.Metadata.GetValueOrDefault(Category),
            Reward = MeanOrNull(group.Trajectories.Select(trajectory => trajectory.Outcome).OfType<RewardOutcome.Scored>().Select(scored => scored.Value)),
            Kl = divergence?[index].Average(completion => completion.LogRatio),
            KlPerToken = divergence is null ? null : PerToken(divergence[index]),
            Length = group.Trajectories.Average(trajectory => (double)trajectory.Completion.TokenIds.Length),
            Truncated = group.Trajectories.Average(trajectory => trajectory.Completion.FinishReason == FinishReason.Length ? 1.0 : 0.0),
        })];
    }

    /// <summary>The unweighted score that a reward gave to a completion; <see langword="null"/> where it gave none, or the completion could not be judged.</summary>
    public static double? ScoreOf(Trajectory trajectory, string? reward) =>
        reward is not null && trajectory.Outcome is RewardOutcome.Scored { Details: { } details } && details.TryGetValue(reward, out var score) ? score : null;

    private static PromptResult Judged(RolloutGroup group, SuccessRule success, ChosenAnswers chosen)
    {
        var result = new PromptResult(group.Prompt.Id, group.Trajectories.Length);
        double[] scores = [.. group.Trajectories.Select(success.TaskScore).OfType<double>()];
        if (scores.Length < group.Trajectories.Length)
        {
            return result;
        }
        bool[] isCorrect = Array.ConvertAll(scores, success.IsSuccess);
        var (choices, faults) = chosen.Of(group, isCorrect);
        return result with
        {
            Correct = isCorrect.Count(right => right),
            Task = scores.Average(),
            Chosen = choices,
            ExtractorFaults = faults.Count,
            ExtractorFault = faults.Count == 0 ? null : faults[0],
        };
    }

    private static double? MeanOrNull(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? null : all.Average();
    }

    private static double PerToken((double LogRatio, int Tokens)[] group) =>
        group.Sum(completion => completion.LogRatio) / Math.Max(1, group.Sum(completion => completion.Tokens));
}
