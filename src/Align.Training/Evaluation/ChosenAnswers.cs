using System.Globalization;
using Align.Algorithms.Statistics;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Evaluation;

/// <summary>Whether the one completion that a vote or a re-ranking gives for a prompt is correct: <c>maj@n</c>, <c>rr@n</c> and the rest of arXiv:2310.10047.</summary>
/// <param name="extractor">Names answers; <see langword="null"/> where the task's reward cannot, so that there are no votes, and every completion is an answer of its own.</param>
/// <param name="config">Which reward ranks, if any, and among how many.</param>
internal sealed class ChosenAnswers(IAnswerExtractor? extractor, EvaluateStageConfig config)
{
    /// <summary>By measure; empty where there is one completion only, or neither an extractor nor a ranking. With what the extractor's failures said.</summary>
    /// <param name="group">A prompt's completions, all judged.</param>
    /// <param name="isCorrect">Of each.</param>
    public (IReadOnlyDictionary<string, bool> Chosen, IReadOnlyList<string> Faults) Of(RolloutGroup group, IReadOnlyList<bool> isCorrect)
    {
        var count = group.Trajectories.Length;
        if (count < 2 || (extractor is null && config.RankBy is null))
        {
            return (new Dictionary<string, bool>(), []);
        }
        var classes = extractor is null ? AnswerClasses.AllDifferent(count) : AnswerClasses.Of(extractor, group);
        var chosen = Choices(group, classes.OfCompletion).ToDictionary(
            choice => string.Create(CultureInfo.InvariantCulture, $"{choice.Name}@{count}"),
            choice => choice.Sample is { } sample && isCorrect[sample]);
        return (chosen, classes.Faults);
    }

    private IEnumerable<(string Name, int? Sample)> Choices(RolloutGroup group, int[] classes)
    {
        if (extractor is not null)
        {
            yield return ("maj", AnswerSelectors.Maj1(classes, new double[classes.Length]));
        }
        if (ScoresOf(group) is not { } scores)
        {
            yield break;
        }
        yield return ("rr", AnswerSelectors.RerankAll(classes, scores));
        if (extractor is null)
        {
            yield break;
        }
        var top = config.RankTop;
        yield return (Numbered($"rr_maj{top}"), AnswerSelectors.RerankMajK(classes, scores, top));
        yield return (Numbered($"maj_top{top}"), AnswerSelectors.Maj1TopN(classes, scores, top));
        if (scores.All(score => score >= 0))
        {
            yield return ("wrr", AnswerSelectors.WeightedRerank(classes, scores));
            yield return (Numbered($"wrr_maj{top}"), AnswerSelectors.WeightedRerankMajK(classes, scores, top));
        }
    }

    private double[]? ScoresOf(RolloutGroup group)
    {
        double[] scores = [.. group.Trajectories.Select(trajectory => PromptResults.ScoreOf(trajectory, config.RankBy)).OfType<double>()];
        return scores.Length == group.Trajectories.Length ? scores : null;
    }

    private static string Numbered(FormattableString name) => name.ToString(CultureInfo.InvariantCulture);
}
