using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Models.Safetensors;
using Align.Tests.Training.Preference;
using Align.Tests.Training.Supervision;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Metrics;

namespace Align.Tests.Training.Adapters;

/// <summary>Whole stages that train a low-rank adapter over the frozen policy.</summary>
public sealed class LoraStageTests : IDisposable
{
    private static readonly LoraConfig Lora = new() { R = 2, LoraAlpha = 4, TargetModules = ["q_proj", "down_proj"] };
    private static readonly SftStageConfig Sft = new() { MaxSteps = 3, PerStepExamples = 8, MicroBatchSize = 4, Lora = Lora };

    private static readonly PreferenceStageConfig Dpo = new()
    {
        MaxSteps = 4,
        Losses = [new PreferenceLossConfig { Name = "dpo", Options = new DpoLoss() }],
        PerStepPairs = 8,
        MicroBatchSize = 4,
        Optimizer = new OptimizerConfig { LearningRate = 0.02 },
        Lora = Lora,
    };

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task The_frozen_policy_is_the_reference_and_the_adapter_learns()
    {
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(Dpo with { MaxSteps = 40, Losses = [new PreferenceLossConfig { Name = "dpo", Options = new DpoLoss { Beta = 1 } }], Lora = new LoraConfig() }), environment: new DigitPairs());

        Assert.Equal(Math.Log(2), Value(metrics[0], "loss"), 1e-6);
        Assert.Equal(0, Value(metrics[0], "rewards/margins"));
        Assert.InRange(Value(metrics[^1], "loss"), 0, 0.6);
    }

    [Fact]
    public async Task Only_adapted_projections_end_up_changed()
    {
        var before = await WeightsAsync(Dpo with { Optimizer = new OptimizerConfig { LearningRate = 1e-30 } });
        var after = await WeightsAsync(Dpo);

        foreach (var (name, values) in before)
        {
            var adapted = Lora.TargetModules.Any(module => name.EndsWith($"{module}.weight", StringComparison.Ordinal));
            Assert.Equal(!adapted, values.SequenceEqual(after[name]));
        }
    }

    [Fact]
    public async Task A_stage_after_it_trains_the_whole_policy_again()
    {
        var first = await WeightsAsync(Dpo);
        var second = await WeightsAsync(Dpo, Dpo with { Name = "whole", Lora = null });

        Assert.All(first.Keys.Where(name => name.Contains("v_proj", StringComparison.Ordinal)), name => Assert.NotEqual(first[name], second[name]));
    }

    [Fact]
    public async Task Supervised_and_reward_stages_take_adapters_too()
    {
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(Sft, TinyTraining.Grpo with { Beta = 0.1, Lora = Lora, Optimizer = new OptimizerConfig { LearningRate = 0.02 } }), new EvenReward());

        Assert.Equal(6, metrics.Count);
        Assert.Equal(0, Value(metrics[3], "kl"));
        Assert.True(Value(metrics[5], "kl") > 0);
    }

    [Fact]
    public Task Resumed_runs_go_on_to_the_bit() => ResumedRun.AssertSameFromAsync(
        _training,
        TinyTraining.Config(Sft, Dpo with { Lora = Lora with { LoraDropout = 0.2 } }, TinyTraining.Grpo with { Beta = 0.1, Lora = Lora }),
        [2, 3, 5, 8],
        new EvenReward(),
        new SolvedDigitPairs());

    [Fact]
    public async Task A_checkpoint_within_the_stage_is_the_model_that_is_served()
    {
        var config = TinyTraining.Config(Dpo) with { Checkpoint = new CheckpointConfig { EverySteps = 1, Keep = 100 } };
        var directory = _training.NewDirectory();
        await TinyTraining.Launcher(config, directory, environment: new DigitPairs()).RunAsync(CancellationToken.None);
        var store = new CheckpointStore(directory.Checkpoints, 100);

        var (served, frozen) = (Read(store.Open(2), "model.safetensors"), Read(store.Open(2), "frozen.safetensors"));

        Assert.All(frozen, weight => Assert.NotEqual(weight.Value, served[weight.Key]));
        Assert.All(Read(store.Open(1), "frozen.safetensors"), weight => Assert.Equal(weight.Value, frozen[weight.Key]));
    }

    private async Task<Dictionary<string, float[]>> WeightsAsync(params StageConfig[] stages)
    {
        var directory = _training.NewDirectory();
        await TinyTraining.Launcher(TinyTraining.Config(stages), directory, environment: new DigitPairs()).RunAsync(CancellationToken.None);
        return Read(new CheckpointStore(directory.Checkpoints, 1).FindNewest().Newest!, "model.safetensors");
    }

    private static Dictionary<string, float[]> Read(Checkpoint checkpoint, string name)
    {
        using var file = SafetensorsFile.Open(Path.Combine(checkpoint.FullPath, name));
        return file.Header.Tensors.ToDictionary(entry => entry.Name, entry =>
        {
            using var tensor = file.Read(entry.Name);
            return tensor.data<float>().ToArray();
        });
    }

    private static double Value(MetricsRecord record, string name) => record.Values.Single(metric => metric.Key == name).Value;

    private sealed class EvenReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Scored(completion.TokenIds.Count(id => id % 2 == 0) / 3.0));
    }
}
