using System.Collections.Concurrent;
using System.Text.Json;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Metrics;
using Align.Training.Supervision;
using MathNet.Numerics.Statistics;
using Gaussian = MathNet.Numerics.Distributions.Normal;

namespace Align.Tests.Training.Evaluation;

/// <summary>The figures of an evaluation, computed once more from what its reward was asked.</summary>
public sealed class EvaluationNumbersTests : IDisposable
{
    private const int Samples = 5;
    private const int Prompts = 30;
    private const long Seed = 5;

    private static readonly EvaluateStageConfig Evaluate = new() { Name = "after", NumPrompts = Prompts, NumGenerations = Samples, PassAtK = [1, 2, 4], DifficultyBuckets = 3, Sampling = TinyTraining.Sampling };

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task Every_figure_of_the_report_is_what_the_verdicts_make_it()
    {
        var reward = new RecordingReward();
        var directory = _training.NewDirectory();
        await TinyTraining.Launcher(TinyTraining.Config(Evaluate) with { Seed = Seed }, directory, reward, new ParityDigits()).RunAsync(CancellationToken.None);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(directory.ReportFile));
        var evaluation = report.RootElement.GetProperty("evaluations")[0];
        // The order of the prompts decides what the bootstrap draws.
        var order = File.ReadLines(directory.EvaluatedPrompts("after")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("prompt").GetInt64()).ToArray();
        var verdicts = order.Select(id => reward.Seen.Where(seen => seen.Prompt.Id == id).OrderBy(seen => seen.Completion.SampleIndex).ToArray()).ToArray();
        Assert.All(verdicts, prompt => Assert.Equal(Samples, prompt.Length));

        foreach (var k in Evaluate.PassAtK)
        {
            double[] perPrompt = [.. verdicts.Select(prompt => ByEnumeration([.. prompt.Select(seen => seen.Score >= 1)], k))];
            AssertRow(evaluation, $"pass@{k}", perPrompt.Mean(), Bootstrap(perPrompt, Draws(1, k)));
        }
        double[] majority = [.. verdicts.Select(prompt => prompt.GroupBy(seen => seen.Completion.Text).OrderByDescending(texts => texts.Count()).First().First().Score >= 1 ? 1.0 : 0.0)];
        AssertRow(evaluation, "maj@5", majority.Mean(), Wilson(majority.Mean()));
        double[] means = [.. verdicts.Select(prompt => prompt.Average(seen => seen.Score))];
        AssertRow(evaluation, "mean@5", means.Mean(), Bootstrap(means, Draws(2, 3)));
        Assert.Equal(verdicts.Average(prompt => prompt.Average(seen => (double)seen.Completion.TokenIds.Length)), Row(evaluation, "length").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(reward.Seen.Count(seen => seen.Completion.FinishReason == FinishReason.Length) / (double)(Prompts * Samples), Row(evaluation, "truncated").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(reward.Seen.Sum(seen => seen.Completion.TokenIds.Length), evaluation.GetProperty("tokens").GetInt64());
        AssertLogged(directory, evaluation, verdicts);
    }

    // Digits 0 to 2, 3 to 5 and 6 to 9 have difficulties below 1/3, below 2/3 and above: 3/9 is the first of the second third.
    private static void AssertLogged(RunDirectory directory, JsonElement evaluation, (Prompt Prompt, Completion Completion, double Score)[][] verdicts)
    {
        var line = MetricsFile.Read(directory.MetricsFile).Single();
        Assert.Equal(Row(evaluation, "pass@2").GetProperty("low").GetDouble(), line.Find("eval/pass@2/low"));
        foreach (var (bucket, low, high) in new[] { (1, 0, 2), (2, 3, 5), (3, 6, 9) })
        {
            var inside = verdicts.Where(prompt => prompt[0].Prompt.Id % 10 >= low && prompt[0].Prompt.Id % 10 <= high).ToArray();
            Assert.Equal(inside.Length, line.Find($"eval/difficulty/{bucket}/prompts"));
            Assert.Equal(inside.Average(prompt => prompt.Average(seen => seen.Score >= 1 ? 1.0 : 0.0)), line.Find($"eval/difficulty/{bucket}/pass@1")!.Value, 1e-12);
        }
    }

    private static void AssertRow(JsonElement evaluation, string measure, double value, (double Low, double High) interval)
    {
        var row = Row(evaluation, measure);
        Assert.Equal(value, row.GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(interval.Low, row.GetProperty("low").GetDouble(), 1e-9);
        Assert.Equal(interval.High, row.GetProperty("high").GetDouble(), 1e-9);
    }

    private static JsonElement Row(JsonElement evaluation, string measure) =>
        evaluation.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("measure").GetString() == measure);

    // The share of all subsets of k samples that hold a correct one.
    private static double ByEnumeration(bool[] correct, int k)
    {
        var subsets = Enumerable.Range(0, 1 << correct.Length).Where(subset => int.PopCount(subset) == k).ToArray();
        return subsets.Count(subset => correct.Where((_, sample) => (subset >> sample & 1) == 1).Any(right => right)) / (double)subsets.Length;
    }

    private static RandomStream Draws(long step, long figure) => RandomStream.Create(Seed, RandomPurpose.Evaluation, step, figure);

    // 2,000 means of prompts drawn with replacement; quantiles of the median-unbiased kind.
    private static (double Low, double High) Bootstrap(double[] perPrompt, RandomStream stream)
    {
        var means = Enumerable.Range(0, 2000).Select(_ => Enumerable.Range(0, perPrompt.Length).Select(_ => perPrompt[stream.NextInt64(perPrompt.Length)]).ToArray().Mean()).ToArray();
        return (means.QuantileCustom(0.025, QuantileDefinition.R8), means.QuantileCustom(0.975, QuantileDefinition.R8));
    }

    // The two roots of (p − share)² = z²·p(1 − p)/n.
    private static (double Low, double High) Wilson(double share)
    {
        var z2 = Math.Pow(Gaussian.InvCDF(0, 1, 0.975), 2) / Prompts;
        var (a, b, c) = (1 + z2, -((2 * share) + z2), share * share);
        var root = Math.Sqrt((b * b) - (4 * a * c));
        return ((-b - root) / (2 * a), (-b + root) / (2 * a));
    }

    // One where the first token is even, a half elsewhere; the whole text is the answer.
    private sealed class RecordingReward : IReward, IAnswerExtractor
    {
        public ConcurrentBag<(Prompt Prompt, Completion Completion, double Score)> Seen { get; } = [];

        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
        {
            var score = completion.TokenIds[0] % 2 == 0 ? 1.0 : 0.5;
            Seen.Add((prompt, completion, score));
            return new(new RewardOutcome.Scored(score));
        }

        public string? FindAnswer(Prompt prompt, Completion completion) => completion.Text;
    }
}
