using System.Collections.Concurrent;
using Align.Core;
using Align.Envs.Arithmetic;
using Align.Training.Configuration;

namespace Align.Tests.Training.Supervision;

public sealed class EvaluatedStageTests : IDisposable
{
    private static readonly GrpoStageConfig Evaluated = TinyTraining.Grpo with
    {
        MaxSteps = 5,
        Evaluation = new PeriodicEvaluationConfig { EvalSteps = 2, EvalPrompts = 6, EvalGenerations = 2 },
    };

    private static readonly EvaluateStageConfig After = new() { Name = "after", NumPrompts = 6, NumGenerations = 2, PassAtK = [1, 2], Sampling = TinyTraining.Sampling };

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task Held_out_prompts_are_answered_every_so_many_steps_and_after_the_last()
    {
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(Evaluated));
        Assert.Equal([2L, 4L, 5L], metrics.Where(line => line.Find("eval/pass@1") is not null).Select(line => line.Step));
    }

    [Fact]
    public async Task In_a_run_that_tunes_the_last_evaluation_is_that_of_a_stage_of_equal_size_after_it()
    {
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(Evaluated, After) with { Tuning = true }, new ParityReward());
        var (last, stage) = (metrics[^2], metrics[^1]);
        Assert.InRange(stage.Find("eval/pass@1")!.Value, 0.01, 0.99);
        foreach (var (name, value) in stage.Values.Where(metric => metric.Key.StartsWith("eval/", StringComparison.Ordinal)))
        {
            Assert.Equal(value, last.Find(name));
        }
    }

    [Fact]
    public async Task Nothing_that_guides_a_choice_asks_what_a_report_asks()
    {
        var during = await AskedAsync(TinyTraining.Config(Evaluated));
        var tuned = await AskedAsync(TinyTraining.Config(After) with { Tuning = true });
        var report = await AskedAsync(TinyTraining.Config(After));
        Assert.Equal((6, 6, 6), (during.Length, tuned.Length, report.Length));
        Assert.Equal(tuned, during);
        Assert.Empty(report.Intersect(tuned));

        async Task<string[]> AskedAsync(RunConfig config)
        {
            var asked = new PromptLog();
            await _training.RunAsync(config, asked);
            return [.. HeldOut().Intersect(asked.Texts).Order(StringComparer.Ordinal)];
        }

        static IEnumerable<string> HeldOut()
        {
            var environment = new ArithmeticEnvironment((ArithmeticOptions)TinyTraining.Config(After).Environment.Options);
            return Enumerable.Range(0, (int)environment.Count(PromptSplit.Test)!.Value).Select(index => environment.CreatePrompt(PromptSplit.Test, index).Text);
        }
    }

    [Fact]
    public async Task Evaluating_does_not_change_what_is_learned()
    {
        var looked = await _training.RunAsync(TinyTraining.Config(Evaluated));
        var blind = await _training.RunAsync(TinyTraining.Config(Evaluated with { Evaluation = new PeriodicEvaluationConfig() }));
        Assert.Equal(blind.Weights, looked.Weights);
        Assert.Equal(blind.Metrics.SelectMany(line => line.Values), looked.Metrics.SelectMany(line => line.Values).Where(metric => !metric.Key.StartsWith("eval/", StringComparison.Ordinal)));
    }

    [Fact]
    public Task A_resumed_stage_evaluates_and_counts_as_the_unbroken_one() =>
        ResumedRun.AssertSameFromAsync(_training, TinyTraining.Config(new SftStageConfig { MaxSteps = 2, PerStepExamples = 8 }, Evaluated, After), [1, 3, 4, 6, 7]);

    [Fact]
    public async Task Tokens_and_rollouts_of_training_are_counted_from_the_start_of_the_run()
    {
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(new SftStageConfig { MaxSteps = 1, PerStepExamples = 8 }, Evaluated, After));
        // Nothing is sampled in supervised steps; 4 prompts × 4 completions a step after them, and none to train on in evaluations.
        Assert.Equal([0, 16, 32, 48, 64, 80, 80], metrics.Select(line => line.Find("num_rollouts")));
        var expected = 0.0;
        foreach (var line in metrics)
        {
            expected += line.Stage == After.Name ? 0 : 16 * (line.Find("completions/mean_length") ?? 0);
            Assert.Equal(expected, line.Find("num_tokens")!.Value, 1e-9);
        }
    }

    [Fact]
    public void Its_keys_are_refused_where_nothing_is_evaluated()
    {
        var problems = ((System.ComponentModel.DataAnnotations.IValidatableObject)(TinyTraining.Grpo with { Evaluation = new PeriodicEvaluationConfig { EvalPrompts = 7 } }))
            .Validate(new(TinyTraining.Grpo)).Single();
        Assert.Equal("7 has no effect without evaluations; remove the key, or set eval_steps above 0", problems.ErrorMessage);
        Assert.Equal([nameof(PeriodicEvaluationConfig.EvalPrompts)], problems.MemberNames);
    }

    // Remembers what was asked.
    private sealed class PromptLog : IReward
    {
        public ConcurrentBag<string> Texts { get; } = [];

        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
        {
            Texts.Add(prompt.Text);
            return new(new RewardOutcome.Scored(0));
        }
    }

    // Pays from the first step on.
    private sealed class ParityReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Scored(completion.TokenIds[0] % 2));
    }
}
