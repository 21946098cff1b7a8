using System.Globalization;
using Align.Algorithms.Statistics;
using Align.Training.Configuration;
using Align.Training.Supervision;

namespace Align.Training.Evaluation;

/// <summary>Compares what two evaluations have found, prompt by prompt.</summary>
/// <remarks>What prompts have in common, above all how hard they are, cancels: the interval of the difference is narrower than those of the two figures suggest.</remarks>
internal static class PairedEvaluation
{
    /// <summary>Every measure that at least two prompts have in both.</summary>
    /// <param name="first">One a prompt.</param>
    /// <param name="second">The same prompts in the same order.</param>
    /// <param name="config">The evaluation of both.</param>
    /// <exception cref="ArgumentException">The prompts are not the same ones.</exception>
    public static IReadOnlyList<ComparedMeasure> Of(IReadOnlyList<PromptResult> first, IReadOnlyList<PromptResult> second, EvaluateStageConfig config)
    {
        if (!first.Select(result => result.Prompt).SequenceEqual(second.Select(result => result.Prompt)))
        {
            throw new ArgumentException("The two evaluations are not of the same prompts in the same order.", nameof(second));
        }
        return [.. Measures(first, config).Select(measure => Compare(measure, first, second, config.Confidence)).OfType<ComparedMeasure>()];
    }

    private static IEnumerable<Measure> Measures(IReadOnlyList<PromptResult> results, EvaluateStageConfig config) =>
    [
        .. config.PassAtK.Select(k => new Measure(
            Text($"pass@{k}"), EvaluationUnit.Share, result => result.Correct is { } correct ? PassAtK.Estimate(result.Samples, correct, k) : null)),
        new(Text($"mean@{config.NumGenerations}"), EvaluationUnit.Reward, result => result.Task),
        .. results.SelectMany(result => result.Chosen.Keys).Distinct().Select(name => new Measure(
            name, EvaluationUnit.Share, result => result.Chosen.TryGetValue(name, out var right) ? (right ? 1 : 0) : null)),
        new("reward", EvaluationUnit.Reward, result => result.Reward),
        new("kl", EvaluationUnit.Nats, result => result.Kl),
        new("length", EvaluationUnit.Tokens, result => result.Length),
        new("truncated", EvaluationUnit.Share, result => result.Truncated),
    ];

    private static ComparedMeasure? Compare(Measure measure, IReadOnlyList<PromptResult> first, IReadOnlyList<PromptResult> second, double confidence)
    {
        var pairs = (from pair in first.Zip(second)
                     let one = measure.ValueOf(pair.First)
                     let other = measure.ValueOf(pair.Second)
                     where one is not null && other is not null
                     select (First: one.Value, Second: other.Value)).ToArray();
        if (pairs.Length < 2)
        {
            return null;
        }
        double[] firsts = [.. pairs.Select(pair => pair.First)], seconds = [.. pairs.Select(pair => pair.Second)];
        var difference = PairedDifference.Of(firsts, seconds, confidence);
        return new ComparedMeasure(
            measure.Name, measure.Unit, firsts.Average(), seconds.Average(), pairs.Length, difference.Interval, difference.Verdict, difference.PairsToSettle);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Measure(string Name, EvaluationUnit Unit, Func<PromptResult, double?> ValueOf);
}
