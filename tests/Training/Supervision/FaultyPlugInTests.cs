using Align.Core;
using Align.Envs.Arithmetic;
using Align.Training.Configuration;
using Align.Training.Metrics;

namespace Align.Tests.Training.Supervision;

/// <summary>Rewards and environments that fail: the run goes on without what could not be judged, or ends with a reason. It never waits for ever.</summary>
public sealed class FaultyPlugInTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly GrpoStageConfig Untrained = TinyTraining.Grpo with { MaxUnscorableFraction = 1 };

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task Some_completions_that_cannot_be_judged_are_counted_and_the_run_goes_on()
    {
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(TinyTraining.Grpo), new FaultyReward(completion => completion.SampleIndex % 8 == 1, ScoreByToken));
        Assert.Equal(TinyTraining.Grpo.MaxSteps, metrics.Count);
        // One of the four completions of each of the four prompts, where no prompt comes twice.
        Assert.All(metrics, line => Assert.InRange(Value(line, "rewards/unscorable_fraction"), 1 / 16.0, 0.25));
        Assert.All(metrics, line => Assert.Equal(16 * Value(line, "rewards/unscorable_fraction"), Value(line, "rewards/faults/threw")));
        Assert.All(metrics, line => Assert.Equal(1, Value(line, "optimizer_steps")));
    }

    [Fact]
    public async Task Steps_without_a_verdict_leave_the_optimizer_untouched()
    {
        var nothing = await _training.RunAsync(TinyTraining.Config(Untrained), new FaultyReward(_ => true, ScoreByToken));
        var less = await _training.RunAsync(TinyTraining.Config(Untrained with { MaxSteps = 1 }), new FaultyReward(_ => true, ScoreByToken));
        Assert.Equal(less.Weights, nothing.Weights);
        Assert.All(nothing.Metrics, line => Assert.Equal(0, Value(line, "optimizer_steps")));
        Assert.All(nothing.Metrics, line => Assert.Equal(1, Value(line, "rewards/unscorable_fraction")));
        var trained = await _training.RunAsync(TinyTraining.Config(Untrained), new FaultyReward(_ => false, ScoreByToken));
        Assert.NotEqual(nothing.Weights, trained.Weights);
    }

    [Fact]
    public async Task Equal_groups_leave_the_optimizer_untouched()
    {
        var equal = await _training.RunAsync(TinyTraining.Config(Untrained), new FaultyReward(_ => false, _ => 1));
        var nothing = await _training.RunAsync(TinyTraining.Config(Untrained), new FaultyReward(_ => true, ScoreByToken));
        Assert.Equal(nothing.Weights, equal.Weights);
    }

    [Fact]
    public async Task A_worker_that_fails_once_leaves_no_trace_in_the_run()
    {
        var config = TinyTraining.Config(TinyTraining.Grpo);
        var whole = await _training.RunAsync(config, new FaultyReward(_ => false, ScoreByToken));
        var reward = new FaultyReward(_ => false, ScoreByToken) { WorkerFailures = 1 };
        var mended = await _training.RunAsync(config, reward);
        Assert.Equal(0, reward.WorkerFailures);
        Assert.Equal(whole.Weights, mended.Weights);
        Assert.Equal(whole.Metrics.SelectMany(line => line.Values), mended.Metrics.SelectMany(line => line.Values));
    }

    [Fact]
    public async Task An_environment_that_throws_ends_the_run()
    {
        var config = TinyTraining.Config(TinyTraining.Grpo);
        var launcher = TinyTraining.Launcher(config, _training.NewDirectory(), environment: new BrokenEnvironment());
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => launcher.RunAsync(CancellationToken.None).WaitAsync(Limit));
        Assert.Equal("no prompt today", failure.Message);
    }

    [Fact]
    public async Task A_prompt_with_a_character_outside_the_alphabet_ends_the_run_as_broken_data_with_its_id()
    {
        var launcher = TinyTraining.Launcher(TinyTraining.Config(TinyTraining.Grpo), _training.NewDirectory(), environment: new ForeignCharacter());
        var failure = await Assert.ThrowsAsync<DataFileException>(() => launcher.RunAsync(CancellationToken.None).WaitAsync(Limit));
        Assert.Equal((ExitCode.Data, "prompt 7 of the environment"), (failure.ExitCode, failure.Where));
        Assert.StartsWith("the character 'x' (U+0078) at index 1 is not in the alphabet", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_data_file_ends_the_run()
    {
        var config = TinyTraining.Config(new SftStageConfig { MaxSteps = 1, Data = "/nowhere/examples.jsonl" });
        var failure = await Assert.ThrowsAsync<DataFileException>(() => _training.RunAsync(config).WaitAsync(Limit));
        Assert.Equal(ExitCode.Data, failure.ExitCode);
    }

    private static double ScoreByToken(Completion completion) => completion.TokenIds.Sum(id => id % 5) + (completion.SampleIndex / 100.0);

    private static double Value(MetricsRecord line, string name) => line.Values.Single(value => value.Key == name).Value;

    private sealed class FaultyReward(Func<Completion, bool> fails, Func<Completion, double> score) : IReward
    {
        private int _workerFailures;

        // Failures outside the boundary that turns a reward's exception into an outcome.
        public int WorkerFailures { get => _workerFailures; init => _workerFailures = value; }

        public string Name => Interlocked.Exchange(ref _workerFailures, 0) > 0 ? throw new InvalidOperationException("the worker, not the reward") : "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            fails(completion) ? throw new InvalidOperationException("cannot judge") : new(new RewardOutcome.Scored(score(completion)));
    }

    private sealed class BrokenEnvironment : IEnvironment
    {
        private readonly ArithmeticEnvironment _whole = new(new ArithmeticOptions { MinDigits = 1, MaxDigits = 1 });

        public string Name => _whole.Name;

        public string Alphabet => _whole.Alphabet;

        public long? Count(PromptSplit split) => _whole.Count(split);

        public Prompt CreatePrompt(PromptSplit split, long index) => throw new InvalidOperationException("no prompt today");
    }

    // Says of itself that it uses digits alone.
    private sealed class ForeignCharacter : IEnvironment
    {
        public string Name => "arithmetic";

        public string Alphabet => "0123456789";

        public long? Count(PromptSplit split) => 8;

        public Prompt CreatePrompt(PromptSplit split, long index) => new(index, index == 7 ? "7x" : "1") { Answer = "1" };
    }
}
