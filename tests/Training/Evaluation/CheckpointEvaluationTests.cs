using Align.Algorithms.Statistics;
using Align.Envs.Arithmetic;
using Align.Rewards.ExactMatch;
using Align.Training.Configuration;
using Align.Training.Evaluation;
using Align.Training.Supervision;
using Align.Training.Verification;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Align.Tests.Training.Evaluation;

public sealed class CheckpointEvaluationTests : IDisposable
{
    private static readonly EvaluateStageConfig After = new() { Name = "after", NumPrompts = 12, NumGenerations = 4, PassAtK = [1, 2], Sampling = TinyTraining.Sampling };
    private static readonly SftStageConfig Short = new() { MaxSteps = 1, PerStepExamples = 8 };
    private static readonly SftStageConfig Long = new() { MaxSteps = 30, PerStepExamples = 32, Optimizer = new OptimizerConfig { LearningRate = 5e-3 } };

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task The_table_of_the_comparison_is_the_paired_t_interval_of_what_was_found_at_each_prompt()
    {
        var (first, second) = (await RunAsync(TinyTraining.Config(Long, After)), await RunAsync(TinyTraining.Config(Short, After) with { Seed = 77 }));
        var (_, comparison) = await first.CompareAsync(second, null, null, CancellationToken.None);

        var place = new RunDirectory(comparison.First).Evaluation(comparison.FirstStep);
        var (mine, theirs) = (EvaluationFile.Read(place.EvaluatedPrompts("after")), EvaluationFile.Read(place.Against.EvaluatedPrompts("after")));
        Assert.Equal(12, mine.Count);
        Assert.Equal(mine.Select(result => result.Prompt), theirs.Select(result => result.Prompt));
        AssertRow(comparison, "pass@1", mine, theirs, result => result.Correct!.Value / 4.0);
        // pass@2 of 4 samples: all pairs but those of two wrong ones.
        AssertRow(comparison, "pass@2", mine, theirs, result => 1 - ((4 - result.Correct!.Value) * (3 - result.Correct!.Value) / 12.0));
        AssertRow(comparison, "maj@4", mine, theirs, result => result.Chosen["maj@4"] ? 1 : 0);
        AssertRow(comparison, "length", mine, theirs, result => result.Length);
        Assert.True(File.Exists(place.ComparisonFile));
    }

    [Fact]
    public async Task A_checkpoint_against_itself_differs_at_no_prompt()
    {
        var run = await RunAsync(TinyTraining.Config(Long, After));
        var (_, comparison) = await run.CompareAsync(run, null, null, CancellationToken.None);
        Assert.All(comparison.Rows, row => Assert.Equal((0.0, 0.0, 0.0, PairedVerdict.Inconclusive), (row.Difference.Estimate, row.Difference.Low, row.Difference.High, row.Verdict)));
    }

    [Fact]
    public async Task Evaluating_again_finds_what_the_run_has_found()
    {
        var run = await RunAsync(TinyTraining.Config(Short, After), out var directory);
        var report = await run.RunAsync(null, CancellationToken.None);
        Assert.Equal(EvaluationFile.Read(directory.EvaluatedPrompts("after")).Select(Known), EvaluationFile.Read(new RunDirectory(report.Directory).EvaluatedPrompts("after")).Select(Known));
    }

    [Fact]
    public async Task Runs_that_are_not_evaluated_alike_are_not_compared()
    {
        var first = await RunAsync(TinyTraining.Config(Short, After));
        var other = TinyTraining.Config(Short, After);
        await AssertRefusedAsync(first, other with { Environment = new EnvironmentConfig { Name = "arithmetic", Options = new ArithmeticOptions { MinDigits = 1, MaxDigits = 2 } } }, "max_digits: 2 here, max_digits: 1 there");
        await AssertRefusedAsync(first, TinyTraining.Config(Short, After with { NumGenerations = 2 }), "num_generations: 2 here, num_generations: 4 there");
        await AssertRefusedAsync(first, other with { Rewards = [other.Rewards[0] with { Weight = 2 }] }, "weight: 2 here, weight: 1 there");
    }

    [Fact]
    public async Task A_run_without_an_evaluation_of_its_own_is_evaluated_as_the_other()
    {
        var (first, second) = (await RunAsync(TinyTraining.Config(Short, After)), await RunAsync(TinyTraining.Config(Short)));
        var (_, comparison) = await first.CompareAsync(second, null, null, CancellationToken.None);
        Assert.All(comparison.Rows, row => Assert.Equal(0, row.Difference.Estimate));
    }

    private static void AssertRow(
        EvaluationComparison comparison, string measure, IReadOnlyList<PromptResult> first, IReadOnlyList<PromptResult> second, Func<PromptResult, double> valueOf)
    {
        var row = comparison.Rows.Single(row => row.Measure == measure);
        double[] differences = [.. first.Zip(second, (one, other) => valueOf(one) - valueOf(other))];
        var half = StudentT.InvCDF(0, 1, differences.Length - 1, 0.975) * differences.StandardDeviation() / Math.Sqrt(differences.Length);
        Assert.Equal(first.Average(valueOf), row.First, 1e-12);
        Assert.Equal(second.Average(valueOf), row.Second, 1e-12);
        Assert.Equal(differences.Mean(), row.Difference.Estimate, 1e-12);
        Assert.Equal(differences.Mean() - half, row.Difference.Low, 1e-9);
        Assert.Equal(differences.Mean() + half, row.Difference.High, 1e-9);
        Assert.Equal(row.Difference.Low > 0 ? PairedVerdict.Higher : row.Difference.High < 0 ? PairedVerdict.Lower : PairedVerdict.Inconclusive, row.Verdict);
    }

    private async Task AssertRefusedAsync(CheckpointEvaluation first, RunConfig other, string difference)
    {
        var refused = await Assert.ThrowsAsync<ConfigurationException>(async () => await first.CompareAsync(Evaluation(other, _training.NewDirectory()), null, null, CancellationToken.None));
        Assert.Contains(difference, refused.Problems.Single().Problem, StringComparison.Ordinal);
    }

    private Task<CheckpointEvaluation> RunAsync(RunConfig config) => RunAsync(config, out _);

    private Task<CheckpointEvaluation> RunAsync(RunConfig config, out RunDirectory directory)
    {
        var place = directory = _training.NewDirectory();
        return FinishedAsync();

        async Task<CheckpointEvaluation> FinishedAsync()
        {
            await TinyTraining.Launcher(config, place).RunAsync(CancellationToken.None);
            return Evaluation(config, place);
        }
    }

    private static CheckpointEvaluation Evaluation(RunConfig config, RunDirectory directory) => new(
        config,
        new RunComponents(new ArithmeticEnvironment((ArithmeticOptions)config.Environment.Options), [new WeightedReward(new ExactMatchReward(new ExactMatchOptions()), 1)]),
        directory,
        new SilentObserver(),
        TimeProvider.System);

    private static (long, int?, double?, double) Known(PromptResult result) => (result.Prompt, result.Correct, result.Reward, result.Length);
}
