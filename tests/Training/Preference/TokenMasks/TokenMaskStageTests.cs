using System.Text.Json;
using System.Xml.Linq;
using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Envs.Slots;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Metrics;
using Align.Training.Supervision;

namespace Align.Tests.Training.Preference.TokenMasks;

/// <summary>Whole stages of token-level losses, of a tiny model, on pairs that say which tokens decide.</summary>
public sealed class TokenMaskStageTests : IDisposable
{
    private static readonly TokenMaskConfig Learned = new() { Module = TokenMaskModule.SimpleAll, NumExported = 3 };

    private static readonly SlotsEnvironment World = new(new SlotsOptions { TrainSize = 64, TestSize = 16, ResponseLength = 8 });

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task A_learned_mask_begins_at_log_2_moves_and_shows_itself()
    {
        var metrics = await MetricsAsync(Stage(new SparsePoLoss { Beta = 1 }, Learned with { MaskLearningRate = 0.0005 }, steps: 8));

        Assert.Equal(Math.Log(2), Value(metrics[0], "loss"), 1e-6);
        Assert.Equal(0, Value(metrics[0], "sequence_kl/chosen"), 1e-6);
        Assert.InRange(Value(metrics[0], "sparsepo/mask_u/mean"), 1e-4, 1);
        Assert.NotEqual(Value(metrics[1], "sparsepo/mask_u/mean"), Value(metrics[^1], "sparsepo/mask_u/mean"));
        Assert.True(Value(metrics[0], "sparsepo/mask_u/slot_mean") > 0);
        Assert.True(Value(metrics[^1], "sparsepo/masked_kl/chosen") > 0);
        Assert.DoesNotContain(metrics[^1].Values, metric => metric.Key.StartsWith("sparsepo/mask_d", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Independent_mode_trains_two_masks()
    {
        var metrics = await MetricsAsync(Stage(new SparsePoLoss { Beta = 1, Mode = SparsePoMode.Independent }, Learned with { MaskLearningRate = 0.05 }, steps: 4));

        Assert.NotEqual(Value(metrics[0], "sparsepo/mask_u/mean"), Value(metrics[0], "sparsepo/mask_d/mean"));
        Assert.NotEqual(Value(metrics[1], "sparsepo/mask_d/mean"), Value(metrics[^1], "sparsepo/mask_d/mean"));
    }

    [Theory]
    [InlineData(TokenMaskModule.SimpleLast)]
    [InlineData(TokenMaskModule.MlAll)]
    [InlineData(TokenMaskModule.Random)]
    public async Task Every_other_module_trains_to_the_end(TokenMaskModule module)
    {
        var metrics = await MetricsAsync(Stage(new SparsePoLoss(), Learned with { Module = module }, steps: 2));

        Assert.InRange(Value(metrics[^1], "sparsepo/mask_u/zero_fraction"), 0, 0.999);
    }

    [Fact]
    public async Task An_oracle_weighs_the_deciding_tokens_alone()
    {
        var metrics = await MetricsAsync(Stage(new SparsePoLoss(), Learned with { Module = TokenMaskModule.Oracle }, steps: 1));

        Assert.Equal((1.0, 0.0), (Value(metrics[0], "sparsepo/mask_u/slot_mean"), Value(metrics[0], "sparsepo/mask_u/other_mean")));

        var independent = await MetricsAsync(Stage(new SparsePoLoss { Mode = SparsePoMode.Independent }, Learned with { Module = TokenMaskModule.Oracle }, steps: 1));
        Assert.Equal((0.0, 1.0), (Value(independent[0], "sparsepo/mask_u/other_mean"), Value(independent[0], "sparsepo/mask_d/other_mean")));
    }

    [Fact]
    public async Task Uniform_activations_make_mapo_tdpo_1()
    {
        var mapo = await MetricsAsync(Stage(new MaPoLoss { Beta = 0.5 }, new TokenMaskConfig { Module = TokenMaskModule.Activations, Activations = MaskActivations.Uniform }));
        var tdpo = await MetricsAsync(Stage(new TdpoLoss { Beta = 0.5, Version = 1 }, masks: null));

        Assert.Equal(tdpo.Select(record => Value(record, "loss")), mapo.Select(record => Value(record, "loss")), (expected, found) => Math.Abs(expected - found) < 1e-5);
    }

    [Fact]
    public async Task Activations_give_weights_between_0_and_1_that_are_not_all_alike()
    {
        var metrics = await MetricsAsync(Stage(new MaPoLoss(), new TokenMaskConfig { Module = TokenMaskModule.Activations }, steps: 2));

        Assert.InRange(Value(metrics[0], "sparsepo/mask_u/mean"), 0.1, 0.9);
        // The reference is frozen: for the same pairs the mask stays.
        Assert.InRange(Value(metrics[1], "sparsepo/mask_u/mean"), 0.1, 0.9);
    }

    [Fact]
    public async Task Neither_masks_nor_their_dropout_depend_on_micro_batches()
    {
        var stage = Stage(new SparsePoLoss { Beta = 1, Mode = SparsePoMode.Independent, L1Reward = 0.01 }, Learned with { MaskDropout = 0.3 }, steps: 3);
        var whole = await MetricsAsync(stage with { MicroBatchSize = 8 });
        var cut = await MetricsAsync(stage with { MicroBatchSize = 3 });

        foreach (var name in (string[])["loss", "grad_norm", "sparsepo/mask_u/mean", "sparsepo/mask_d/zero_fraction", "sequence_kl/rejected"])
        {
            Assert.Equal(Value(whole[^1], name), Value(cut[^1], name), 1e-4);
        }
    }

    [Fact]
    public async Task Logits_in_chunks_change_nothing_beyond_rounding()
    {
        var config = TinyTraining.Config(Stage(new SparsePoLoss { Beta = 1, Mode = SparsePoMode.Independent }, Learned, steps: 3));
        var whole = (await _training.RunAsync(config with { Runtime = config.Runtime with { LogitsChunkTokens = 0 } }, environment: World)).Metrics;
        var chunks = (await _training.RunAsync(config with { Runtime = config.Runtime with { LogitsChunkTokens = 7 } }, environment: World)).Metrics;

        foreach (var name in (string[])["loss", "grad_norm", "rewards/chosen", "sequence_kl/chosen", "sparsepo/masked_kl/rejected"])
        {
            Assert.Equal(Value(whole[^1], name), Value(chunks[^1], name), 1e-4);
        }
    }

    [Fact]
    public async Task A_mask_that_dies_is_told_once_with_what_to_change()
    {
        var observer = new Warnings();
        var config = TinyTraining.Config(Stage(new SparsePoLoss { L1Reward = 50 }, Learned with { MaskLearningRate = 0.5 }, steps: 12));
        await TinyTraining.Launcher(config, _training.NewDirectory(), environment: World, observer: observer).RunAsync(CancellationToken.None);

        var warning = Assert.Single(observer.Texts);
        Assert.Contains("mask_u was 0 on every response token of 5 steps in a row", warning, StringComparison.Ordinal);
        Assert.Contains("The loss stays at log 2", warning, StringComparison.Ordinal);
        Assert.Contains("lower l1_reward (50) and l1_kl (0), or lower mask_learning_rate", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Masks_are_written_token_by_token_and_drawn()
    {
        var directory = _training.NewDirectory();
        var config = TinyTraining.Config(Stage(new SparsePoLoss { Mode = SparsePoMode.Independent }, Learned, steps: 2));
        await TinyTraining.Launcher(config, directory, environment: World).RunAsync(CancellationToken.None);

        var lines = await File.ReadAllLinesAsync(Path.Combine(directory.TokenMasks, "0-preference.jsonl"));
        Assert.Equal(3, lines.Length);
        foreach (var (index, line) in lines.Index())
        {
            using var json = JsonDocument.Parse(line);
            var pair = World.CreatePair(PromptSplit.Test, index);
            var chosen = json.RootElement.GetProperty("chosen");
            Assert.Equal(pair.Prompt.Text, json.RootElement.GetProperty("prompt").GetString());
            // The response's letters and the stop token, a weight each.
            Assert.Equal(pair.Chosen.Length + 1, chosen.GetProperty("tokens").GetArrayLength());
            Assert.Equal(pair.Chosen.Length + 1, chosen.GetProperty("mask_u").GetArrayLength());
            Assert.Equal(pair.Chosen.Length + 1, chosen.GetProperty("mask_d").GetArrayLength());
            Assert.Equal(pair.ChosenSlots, chosen.GetProperty("slots").EnumerateArray().Select(slot => slot.GetInt32()));
        }
        var picture = XDocument.Load(Path.Combine(directory.TokenMasks, "0-preference.svg"));
        // A cell for each token of 3 pairs × 2 responses × 2 masks.
        Assert.Equal(3 * 2 * 2 * 9, picture.Descendants().Count(element => element.Name.LocalName == "title"));
    }

    [Fact]
    public async Task The_documented_metrics_are_those_that_a_stage_writes()
    {
        var metrics = await MetricsAsync(Stage(new SparsePoLoss { Mode = SparsePoMode.Independent }, Learned, steps: 1));
        var written = metrics[0].Values.Select(metric => metric.Key).Where(name => name.StartsWith("sparsepo/", StringComparison.Ordinal) || name.StartsWith("sequence_kl/", StringComparison.Ordinal));
        var section = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "training.md"))).Split("\n## ").Single(part => part.StartsWith("Token weights\n", StringComparison.Ordinal));
        var documented = section.Split('\n').Where(line => line.StartsWith("| `s", StringComparison.Ordinal) && line.Contains('/', StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        Assert.Equal(documented.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_resumed_stage_ends_with_the_same_bytes()
    {
        var directory = _training.NewDirectory();
        var config = TinyTraining.Config(Stage(new SparsePoLoss { Mode = SparsePoMode.Independent }, Learned with { MaskDropout = 0.2 }, steps: 6)) with
        {
            Checkpoint = new CheckpointConfig { EverySteps = 2, Keep = 10 },
        };
        await TinyTraining.Launcher(config, directory, environment: World).RunAsync(CancellationToken.None);
        var unbroken = Final(directory);

        await TinyTraining.Launcher(config, directory, environment: World).ResumeAsync(2, CancellationToken.None);

        Assert.Equal(unbroken, Final(directory));
    }

    [Fact]
    public async Task An_oracle_refuses_pairs_that_do_not_say_which_tokens_decide()
    {
        var config = TinyTraining.Config(Stage(new SparsePoLoss(), Learned with { Module = TokenMaskModule.Oracle }));

        var failure = await Assert.ThrowsAsync<DataFileException>(() => TinyTraining.Launcher(config, _training.NewDirectory(), environment: new DigitPairs()).RunAsync(CancellationToken.None));

        Assert.Contains("which tokens of pair 0 decide", failure.Message, StringComparison.Ordinal);
    }

    private static PreferenceStageConfig Stage(IPreferenceLoss loss, TokenMaskConfig? masks, int steps = 5) => new()
    {
        MaxSteps = steps,
        Losses = [new PreferenceLossConfig { Name = "loss", Options = loss }],
        PerStepPairs = 8,
        MicroBatchSize = 4,
        TokenMasks = masks,
        Optimizer = new OptimizerConfig { LearningRate = 0.01 },
    };

    private static string Final(RunDirectory directory)
    {
        var checkpoint = new CheckpointStore(directory.Checkpoints, 1).FindNewest().Newest!;
        var masks = Directory.EnumerateFiles(directory.TokenMasks).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
        var metrics = MetricsFile.Read(directory.MetricsFile).SelectMany(record => record.Values).Where(metric => !MetricsRecord.TellsOfTheClock(metric.Key));
        return Convert.ToHexString(File.ReadAllBytes(Path.Combine(checkpoint.FullPath, "model.safetensors")))
            + string.Concat(masks.Select(Convert.ToHexString))
            + string.Join(';', metrics.Select(metric => $"{metric.Key}={metric.Value:R}"));
    }

    private async Task<IReadOnlyList<MetricsRecord>> MetricsAsync(PreferenceStageConfig stage) =>
        (await _training.RunAsync(TinyTraining.Config(stage), environment: World)).Metrics;

    private static double Value(MetricsRecord record, string name) => record.Values.Single(metric => metric.Key == name).Value;

    private sealed class Warnings : IRunObserver
    {
        public List<string> Texts { get; } = [];

        public void OnEvent(RunEvent runEvent)
        {
            if (runEvent is RunEvent.Warning warning)
            {
                lock (Texts)
                {
                    Texts.Add(warning.Text);
                }
            }
        }
    }
}
