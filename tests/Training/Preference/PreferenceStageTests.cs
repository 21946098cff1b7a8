using Align.Algorithms.PreferenceLosses;
using Align.Training.Configuration;
using Align.Training.Metrics;

namespace Align.Tests.Training.Preference;

/// <summary>Whole preference stages of a tiny model on pairs that an environment makes.</summary>
public sealed class PreferenceStageTests : IDisposable
{
    private static readonly PreferenceStageConfig Dpo = new()
    {
        MaxSteps = 6,
        Losses = [new PreferenceLossConfig { Name = "dpo", Options = new DpoLoss() }],
        PerStepPairs = 8,
        MicroBatchSize = 4,
        Optimizer = new OptimizerConfig { LearningRate = 0.01 },
    };

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task Dpo_begins_at_log_2_and_learns_the_preference()
    {
        var (metrics, _) = await RunAsync(Dpo with { MaxSteps = 30 });
        // The policy is the reference at first, in the same forward passes: every margin is 0 to the last bit.
        Assert.Equal(Math.Log(2), Value(metrics[0], "loss"), 1e-6);
        Assert.Equal(0, Value(metrics[0], "rewards/margins"));
        Assert.Equal(0, Value(metrics[0], "kl/chosen"));
        Assert.InRange(Value(metrics[^1], "loss"), 0, 0.5);
        Assert.InRange(Value(metrics[^1], "rewards/accuracies"), 0.9, 1);
    }

    [Fact]
    public async Task Micro_batches_do_not_change_the_numbers_beyond_rounding()
    {
        var whole = await RunAsync(Dpo with { MicroBatchSize = 8, MaxSteps = 2 });
        var cut = await RunAsync(Dpo with { MicroBatchSize = 3, MaxSteps = 2 });
        foreach (var name in (string[])["loss", "grad_norm", "rewards/chosen", "rewards/rejected", "logps/chosen", "logps/rejected"])
        {
            Assert.Equal(Value(whole.Metrics[1], name), Value(cut.Metrics[1], name), 1e-4);
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_run()
    {
        var first = await RunAsync(Dpo);
        var second = await RunAsync(Dpo);
        Assert.Equal(first.Weights, second.Weights);
        Assert.Equal(first.Metrics.SelectMany(line => line.Values), second.Metrics.SelectMany(line => line.Values));
    }

    private Task<(IReadOnlyList<MetricsRecord> Metrics, byte[] Weights)> RunAsync(params StageConfig[] stages) =>
        _training.RunAsync(TinyTraining.Config(stages), environment: new DigitPairs());

    private static double Value(MetricsRecord record, string name) => record.Values.Single(metric => metric.Key == name).Value;
}
