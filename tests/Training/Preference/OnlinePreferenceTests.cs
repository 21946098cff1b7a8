using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Tests.Training.Supervision;
using Align.Training.Configuration;
using Align.Training.Metrics;

namespace Align.Tests.Training.Preference;

/// <summary>Whole online stages of a tiny model, judged live.</summary>
public sealed class OnlinePreferenceTests : IDisposable
{
    private static readonly OnlinePreferenceStageConfig Online = new()
    {
        MaxSteps = 3,
        Losses = [new PreferenceLossConfig { Name = "dpo", Options = new DpoLoss() }],
        PerStepPrompts = 8,
        MicroBatchSize = 3,
        Sampling = new SamplingConfig { MaxCompletionLength = 3, Temperature = 1 },
        Optimizer = new OptimizerConfig { LearningRate = 0.02 },
    };

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task The_policy_moves_to_what_the_judge_prefers()
    {
        var metrics = await RunAsync(Online with { MaxSteps = 40, NumGenerations = 4, PerStepPrompts = 16, Losses = [new PreferenceLossConfig { Name = "dpo", Options = new DpoLoss { Beta = 0.3 } }] });

        Assert.Equal(Math.Log(2), Value(metrics[0], "loss"), 1e-6);
        Assert.Equal(0, Value(metrics[0], "objective/kl"), 1e-6);
        Assert.True(metrics.TakeLast(5).Average(line => Value(line, "reward")) > metrics.Take(5).Average(line => Value(line, "reward")) + 0.15);
        Assert.True(Value(metrics[^1], "objective/kl") > 0);
    }

    [Fact]
    public async Task Ties_are_counted_and_train_only_where_they_are_kept()
    {
        var kept = await RunAsync(Online, (_, _) => new RewardOutcome.Scored(1));
        var dropped = await RunAsync(Online with { DropTies = true }, (_, _) => new RewardOutcome.Scored(1));

        Assert.All(kept.Concat(dropped), line => Assert.Equal(1, Value(line, "pairs/frac_tied")));
        Assert.All(kept, line => Assert.Equal((8, 1), (Value(line, "pairs/trained"), Value(line, "optimizer_steps"))));
        Assert.All(dropped, line => Assert.Equal((0, 0), (Value(line, "pairs/trained"), Value(line, "optimizer_steps"))));
    }

    [Fact]
    public async Task A_prompt_with_a_completion_that_cannot_be_judged_gives_no_pair()
    {
        // Prompts 0 to 7 come once each; the second completion of every fourth prompt fails.
        var metrics = await RunAsync(Online with { MaxSteps = 1, MaxUnscorableFraction = 0.5 }, (prompt, completion) => prompt.Id % 4 == 0 && completion.SampleIndex == 1
            ? new RewardOutcome.Unscorable(new RewardFault(RewardFaultKind.Threw, "provoked"))
            : new RewardOutcome.Scored(completion.SampleIndex), new DigitPairs(8));

        Assert.Equal((6, 2, 0), (Value(metrics[0], "pairs/trained"), Value(metrics[0], "pairs/dropped"), Value(metrics[0], "pairs/frac_tied")));
    }

    [Fact]
    public async Task A_batch_pays_for_several_optimizer_steps()
    {
        var metrics = await RunAsync(Online with { NumIterations = 2, StepsPerGeneration = 3 });

        Assert.All(metrics, line => Assert.Equal(6, Value(line, "optimizer_steps")));
    }

    [Fact]
    public async Task Completions_that_were_cut_pay_the_penalty()
    {
        // Equal rewards: only the penalty tells a stopped completion from one that was cut.
        var metrics = await RunAsync(Online with { MaxSteps = 6, PerStepPrompts = 32, MissingEosPenalty = 1 }, (_, _) => new RewardOutcome.Scored(0));

        Assert.Contains(metrics, line => Value(line, "pairs/frac_tied") < 1);
    }

    [Fact]
    public Task Resumed_runs_go_on_to_the_bit() => ResumedRun.AssertSameFromAsync(
        _training, TinyTraining.Config(Online with { NumIterations = 2 }, Online with { Name = "adapted", Lora = new LoraConfig { R = 2, LoraDropout = 0.1 } }), [1, 2, 4], new Judge(Even), new DigitPairs());

    private static RewardOutcome.Scored Even(Prompt prompt, Completion completion) => new(completion.TokenIds.Count(id => id % 2 == 0) / 3.0);

    private async Task<IReadOnlyList<MetricsRecord>> RunAsync(StageConfig stage, Func<Prompt, Completion, RewardOutcome>? judge = null, IEnvironment? environment = null) =>
        (await _training.RunAsync(TinyTraining.Config(stage), new Judge(judge ?? Even), environment ?? new DigitPairs())).Metrics;

    private static double Value(MetricsRecord record, string name) => record.Values.Single(metric => metric.Key == name).Value;

    private sealed class Judge(Func<Prompt, Completion, RewardOutcome> verdict) : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) => new(verdict(prompt, completion));
    }
}
