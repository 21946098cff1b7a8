using System.Text.Json;
using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Tests.Training.Supervision;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Metrics;

namespace Align.Tests.Training.Preference;

/// <summary>Whole stages of OFS-DPO, live and on a recorded stream.</summary>
public sealed class OfsStageTests : IDisposable
{
    private static readonly OnlinePreferenceStageConfig Stream = new()
    {
        MaxSteps = 6,
        Source = PairSource.Pairs,
        Losses = [new PreferenceLossConfig { Name = "dpo", Options = new DpoLoss { Beta = 0.5 } }],
        PerStepPrompts = 8,
        MicroBatchSize = 3,
        Lora = new LoraConfig { R = 2 },
        Ofs = new OfsConfig(),
        Optimizer = new OptimizerConfig { LearningRate = 0.02 },
    };

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task It_begins_where_both_adapters_are_the_reference()
    {
        var metrics = await RunAsync(Stream with { MaxSteps = 1 });

        // J_F = (1 + α) log 2 and J_S = (1 − α) log 2 with α = 0.5; the gradients are equal.
        Assert.Equal(1.5 * Math.Log(2), Value(metrics[0], "ofs/j_fast"), 1e-6);
        Assert.Equal(0.5 * Math.Log(2), Value(metrics[0], "ofs/j_slow"), 1e-6);
        Assert.Equal(Math.Log(2), Value(metrics[0], "ofs/l_fs"), 1e-6);
        Assert.Equal(2 * Math.Log(2), Value(metrics[0], "loss"), 1e-6);
        Assert.Equal(Value(metrics[0], "ofs/grad_norm_fast"), Value(metrics[0], "ofs/grad_norm_slow"), 1e-9);
        Assert.Equal(Value(metrics[0], "learning_rate") / 2, Value(metrics[0], "ofs/learning_rate_slow"), 1e-15);
    }

    [Fact]
    public async Task Without_a_chase_each_adapter_is_a_run_of_DPO()
    {
        var both = await RunAsync(Stream with { Ofs = new OfsConfig { Alpha = 0, SlowLearningRateRatio = 1 } });
        var alone = await RunAsync(Stream with { Ofs = null });

        foreach (var (ofs, dpo) in both.Zip(alone))
        {
            Assert.Equal(Value(ofs, "ofs/l_dpo_fast"), Value(ofs, "ofs/l_dpo_slow"));
            Assert.Equal(Value(dpo, "loss"), Value(ofs, "ofs/l_dpo_fast"), 1e-6);
            Assert.Equal(Value(dpo, "grad_norm"), Value(ofs, "grad_norm"), 1e-5);
        }
    }

    [Fact]
    public async Task A_stream_may_be_a_file_whose_order_is_kept_and_which_begins_again_at_its_end()
    {
        // The environment's pairs in a file, in their order: the same numbers to the bit. 20 pairs in steps of 8 end within the third.
        var file = WriteStream("stream.jsonl", Enumerable.Range(0, 20));
        var recorded = await RunAsync(Stream with { NumPairs = 20 });
        var fromFile = await RunAsync(Stream with { Data = file });
        Assert.Equal(recorded.Select(line => Value(line, "loss")), fromFile.Select(line => Value(line, "loss")));

        var turned = await RunAsync(Stream with { Data = WriteStream("turned.jsonl", Enumerable.Range(0, 20).Reverse()) });
        Assert.NotEqual(recorded.Skip(1).Select(line => Value(line, "loss")), turned.Skip(1).Select(line => Value(line, "loss")));
        Assert.Equal((await RunAsync(Stream with { Data = file, NumPairs = 8 })).Count, Stream.MaxSteps);
    }

    [Fact]
    public async Task A_stream_file_is_checked_whole_and_must_be_the_same_when_the_run_is_resumed()
    {
        var file = WriteStream("stream.jsonl", Enumerable.Range(0, 20));
        var (config, directory) = (TinyTraining.Config(Stream with { MaxSteps = 2, Data = file }) with { Checkpoint = new CheckpointConfig { EverySteps = 1, Keep = 20 } }, _training.NewDirectory());
        await TinyTraining.Launcher(config, directory, environment: new DigitPairs()).RunAsync(CancellationToken.None);
        await File.AppendAllTextAsync(file, "{\"prompt\": \"1=\", \"completion\": \"2\", \"label\": true}\n");

        var broken = await Assert.ThrowsAsync<DataFileException>(() => TinyTraining.Launcher(config, _training.NewDirectory(), environment: new DigitPairs()).RunAsync(CancellationToken.None));
        Assert.Equal(21, broken.Line);

        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file))[..19]);
        var changed = await Assert.ThrowsAnyAsync<AlignException>(() => TinyTraining.Launcher(config, directory, environment: new DigitPairs()).ResumeAsync(1, CancellationToken.None));
        Assert.Contains("stages.0.data", changed.Message + changed.Where, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chase_adds_its_push_to_the_gradient_of_DPO()
    {
        var ofs = await RunAsync(Stream with { MaxSteps = 1 });
        var dpo = await RunAsync(Stream with { MaxSteps = 1, Ofs = null });

        // |dJ_F/dD_F| = β (1/2 + α/2) at the start, where DPO has β/2.
        Assert.Equal(1.5 * Value(dpo[0], "grad_norm"), Value(ofs[0], "grad_norm"), 1e-6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Roles_change_where_the_slow_adapter_does_better(bool swapLearningRates)
    {
        // A rate so large that the fast adapter overshoots.
        var stage = Stream with { MaxSteps = 24, Optimizer = new OptimizerConfig { LearningRate = 0.5 }, Ofs = new OfsConfig { SwapWindow = 2, SlowLearningRateRatio = 0.01, SwapLearningRates = swapLearningRates } };
        var metrics = await RunAsync(stage);

        var swapped = metrics.Skip(1).First(line => Value(line, "ofs/role") == 1);
        Assert.True(Value(metrics[^1], "ofs/swaps") >= 1);
        Assert.Equal(swapLearningRates ? 0.5 : 0.005, Value(swapped, "learning_rate"), 1e-9);
    }

    [Fact]
    public async Task The_adapter_in_the_fast_role_is_the_one_that_is_sampled_and_judged()
    {
        var warm = new SftStageConfig { MaxSteps = 20, PerStepExamples = 32, Optimizer = new OptimizerConfig { LearningRate = 0.02 } };
        var live = Stream with { MaxSteps = 30, Source = PairSource.Rollouts, PerStepPrompts = 16, NumGenerations = 4, Lora = new LoraConfig(), Sampling = new SamplingConfig { MaxCompletionLength = 3 } };
        var (all, _) = await _training.RunAsync(TinyTraining.Config(warm, live), new EvenReward(), new SolvedDigitPairs());
        var metrics = all.Skip(warm.MaxSteps).ToArray();

        Assert.True(metrics.TakeLast(5).Average(line => Value(line, "reward")) > metrics.Take(5).Average(line => Value(line, "reward")) + 0.1);
    }

    [Fact]
    public async Task Where_a_gradient_is_not_finite_neither_adapter_moves_and_three_in_a_row_end_the_run()
    {
        // The first step throws both adapters to 1e37; from the second on nothing is finite.
        var stage = Stream with { Optimizer = new OptimizerConfig { LearningRate = 1e37 } };
        var config = TinyTraining.Config(stage) with { Checkpoint = new CheckpointConfig { EverySteps = 1, Keep = 9 } };
        var directory = _training.NewDirectory();

        await Assert.ThrowsAsync<NonFiniteStepsException>(() => TinyTraining.Launcher(config, directory, environment: new DigitPairs()).RunAsync(CancellationToken.None));

        var store = new CheckpointStore(directory.Checkpoints, 9);
        var adapters = store.Steps.Select(step => File.ReadAllBytes(Path.Combine(store.Open(step).FullPath, "ofs_modules.safetensors"))).ToArray();
        Assert.Equal(3, adapters.Length);
        Assert.Equal(adapters[2], adapters[1]);
        Assert.Equal(adapters[2], adapters[0]);
    }

    [Fact]
    public Task Resumed_streams_go_on_to_the_bit() => ResumedRun.AssertSameFromAsync(
        _training,
        TinyTraining.Config(Stream with { Optimizer = new OptimizerConfig { LearningRate = 0.5 }, Ofs = new OfsConfig { SwapWindow = 2, SlowLearningRateRatio = 0.01 }, Lora = new LoraConfig { R = 2, LoraDropout = 0.1 } }),
        [1, 3, 5],
        environment: new DigitPairs());

    [Fact]
    public Task Resumed_live_runs_go_on_to_the_bit() => ResumedRun.AssertSameFromAsync(
        _training,
        TinyTraining.Config(Stream with { MaxSteps = 4, Source = PairSource.Rollouts, Sampling = new SamplingConfig { MaxCompletionLength = 3 }, Ofs = new OfsConfig { SwapWindow = 1 } }),
        [1, 2, 3],
        new EvenReward(),
        new DigitPairs());

    private string WriteStream(string name, IEnumerable<int> pairs)
    {
        var path = Path.Combine(Directory.CreateDirectory(_training.NewDirectory().Path + "-data").FullName, name);
        File.WriteAllLines(path, pairs.Select(index => new DigitPairs().CreatePair(PromptSplit.Train, index)).Select(pair => JsonSerializer.Serialize(new { prompt = pair.Prompt.Text, chosen = pair.Chosen, rejected = pair.Rejected })));
        return path;
    }

    private async Task<IReadOnlyList<MetricsRecord>> RunAsync(StageConfig stage) =>
        (await _training.RunAsync(TinyTraining.Config(stage), new EvenReward(), new DigitPairs())).Metrics;

    private static double Value(MetricsRecord record, string name) => record.Values.Single(metric => metric.Key == name).Value;

    private sealed class EvenReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Scored(completion.TokenIds.Count(id => id % 2 == 0) / 3.0));
    }
}
