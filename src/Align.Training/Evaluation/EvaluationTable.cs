using System.Globalization;
using Align.Algorithms.Statistics;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Supervision;

namespace Align.Training.Evaluation;

/// <summary>The figures of an evaluation over its prompts, with intervals.</summary>
/// <remarks>
/// A completion is correct where the task metric, the first configured reward, gives it at least <c>success_threshold</c>. A prompt with a completion
/// that could not be judged, or to which that reward does not apply, is left out of what is said of the task, and counted.
/// </remarks>
/// <param name="config">Which k, and how sure.</param>
/// <param name="seed">The run's seed, for the bootstrap.</param>
internal sealed class EvaluationTable(EvaluateStageConfig config, long seed)
{
    /// <summary>The report of an evaluation.</summary>
    /// <param name="name">The stage's name.</param>
    /// <param name="results">One a prompt, all of the same number of samples.</param>
    /// <param name="taskMetric">The reward that says whether a completion is correct.</param>
    public EvaluationReport Of(string name, IReadOnlyList<PromptResult> results, string taskMetric)
    {
        PromptResult[] judged = [.. results.Where(result => result.Correct is not null)];
        var rows = new List<EvaluationRow>();
        AddPassAtK(rows, judged);
        AddMean(rows, string.Create(CultureInfo.InvariantCulture, $"mean@{config.NumGenerations}"), EvaluationUnit.Reward, Stream.Task, judged, result => result.Task);
        foreach (var measure in judged.SelectMany(result => result.Chosen.Keys).Distinct())
        {
            bool[] right = [.. judged.Where(result => result.Chosen.ContainsKey(measure)).Select(result => result.Chosen[measure])];
            rows.Add(Row(measure, EvaluationUnit.Share, ConfidenceIntervals.Wilson(right.Count(chosen => chosen), right.Length, config.Confidence)));
        }
        AddMean(rows, "reward", EvaluationUnit.Reward, Stream.Reward, results, result => result.Reward);
        AddMean(rows, "kl", EvaluationUnit.Nats, Stream.Nats, results, result => result.Kl);
        AddMean(rows, "kl_per_token", EvaluationUnit.Nats, Stream.Nats, results, result => result.KlPerToken);
        AddMean(rows, "length", EvaluationUnit.Tokens, Stream.Length, results, result => result.Length);
        AddMean(rows, "truncated", EvaluationUnit.Share, Stream.Truncated, results, result => result.Truncated);
        return new EvaluationReport(name, config.Confidence, rows)
        {
            TaskMetric = taskMetric,
            DroppedPrompts = results.Count - judged.Length,
            ExtractorFaults = results.Sum(result => result.ExtractorFaults),
            Tokens = (long)results.Sum(result => Math.Round(result.Length * result.Samples)),
            Breakdown = [.. ByDifficulty(judged), .. ByCategory(judged)],
        };
    }

    private IEnumerable<EvaluationPart> ByDifficulty(PromptResult[] judged)
    {
        var buckets = config.DifficultyBuckets;
        return from result in judged
               where buckets > 0 && result.Difficulty is not null
               group result by Math.Clamp((int)(result.Difficulty!.Value * buckets), 0, buckets - 1) into bucket
               orderby bucket.Key
               select Part("difficulty", string.Create(CultureInfo.InvariantCulture, $"{bucket.Key + 1}"), bucket) with
               {
                   Label = string.Create(CultureInfo.InvariantCulture, $"{(double)bucket.Key / buckets:0.##} to {(bucket.Key + 1.0) / buckets:0.##}"),
               };
    }

    private IEnumerable<EvaluationPart> ByCategory(PromptResult[] judged) =>
        from result in judged
        where result.Category is { Length: > 0 }
        group result by NameOf(result.Category!) into category
        orderby category.Key, StringComparer.Ordinal
        select Part("category", category.Key, category) with { Label = category.First().Category! };

    private EvaluationPart Part(string by, string name, IEnumerable<PromptResult> results)
    {
        PromptResult[] part = [.. results];
        var rows = new List<EvaluationRow>();
        AddPassAtK(rows, part);
        return new EvaluationPart(by, name, part.Length, rows);
    }

    private void AddPassAtK(List<EvaluationRow> rows, PromptResult[] judged)
    {
        if (judged.Length == 0)
        {
            return;
        }
        var correct = Array.ConvertAll(judged, result => result.Correct!.Value);
        foreach (var k in config.PassAtK)
        {
            var stream = RandomStream.Create(seed, RandomPurpose.Evaluation, step: 1, promptId: k);
            rows.Add(Row(
                string.Create(CultureInfo.InvariantCulture, $"pass@{k}"),
                EvaluationUnit.Share,
                ConfidenceIntervals.PassAtK(correct, config.NumGenerations, k, stream, config.Confidence)));
        }
    }

    private void AddMean(List<EvaluationRow> rows, string measure, EvaluationUnit unit, Stream streamId, IReadOnlyList<PromptResult> results, Func<PromptResult, double?> valueOf)
    {
        double[] values = [.. results.Select(valueOf).OfType<double>()];
        if (values.Length > 0)
        {
            var stream = RandomStream.Create(seed, RandomPurpose.Evaluation, step: 2, promptId: (long)streamId);
            rows.Add(Row(measure, unit, ConfidenceIntervals.Bootstrap(values, stream, level: config.Confidence)));
        }
    }

    private static EvaluationRow Row(string measure, EvaluationUnit unit, ConfidenceInterval interval) =>
        new(measure, interval.Estimate, interval.Low, interval.High) { Unit = unit };

    // As metrics name it.
    private static string NameOf(string category) =>
        string.Concat(category.Trim().ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    // One for each figure, so that one figure's draws do not depend on whether another is there; part of the run format.
    private enum Stream
    {
        Reward = 1,
        Nats = 2,
        Task = 3,
        Length = 4,
        Truncated = 5,
    }
}
