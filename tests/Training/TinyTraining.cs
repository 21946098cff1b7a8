using Align.Core;
using Align.Envs.Arithmetic;
using Align.Rewards.ExactMatch;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Metrics;
using Align.Training.Supervision;
using Align.Training.Verification;

namespace Align.Tests.Training;

/// <summary>Whole runs of a model so small that they take a second.</summary>
internal sealed class TinyTraining : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("align-training-").FullName;

    public static SamplingConfig Sampling { get; } = new() { MaxCompletionLength = 3, Temperature = 1.0 };

    public static GrpoStageConfig Grpo { get; } = new()
    {
        MaxSteps = 3,
        PerStepPrompts = 4,
        NumGenerations = 4,
        MicroBatchSize = 8,
        Sampling = Sampling,
    };

    public static RunConfig Config(params StageConfig[] stages) => new()
    {
        Name = "tiny",
        Seed = 5,
        Model = new ModelConfig
        {
            Overrides = new ModelOverrides
            {
                HiddenSize = 16,
                NumHiddenLayers = 2,
                NumAttentionHeads = 2,
                NumKeyValueHeads = 1,
                IntermediateSize = 32,
                MaxPositionEmbeddings = 32,
            },
        },
        Environment = new EnvironmentConfig { Name = "arithmetic", Options = new ArithmeticOptions { MinDigits = 1, MaxDigits = 1 } },
        Rewards = [new RewardConfig { Name = "exact_match", Options = new ExactMatchOptions() }],
        Runtime = new RuntimeConfig { Threads = 1, RolloutBatchSize = 8 },
        Stages = [.. stages],
    };

    /// <summary>Runs to the end and returns the log without what tells of the clock, and the bytes of the final weights.</summary>
    public async Task<(IReadOnlyList<MetricsRecord> Metrics, byte[] Weights)> RunAsync(
        RunConfig config, IReward? reward = null, IEnvironment? environment = null)
    {
        var directory = await RunToEndAsync(config, reward, environment);
        var checkpoint = new CheckpointStore(directory.Checkpoints, 1).FindNewest().Newest!;
        return ([.. MetricsFile.Read(directory.MetricsFile).Select(WithoutClock)], await File.ReadAllBytesAsync(Path.Combine(checkpoint.FullPath, "model.safetensors")));
    }

    /// <summary>Runs to the end and returns the names of all metrics in the log.</summary>
    public async Task<IReadOnlySet<string>> MetricNamesAsync(RunConfig config, IReward reward, IEnvironment? environment = null)
    {
        var directory = await RunToEndAsync(config, reward, environment);
        return MetricsFile.Read(directory.MetricsFile).SelectMany(record => record.Values).Select(metric => metric.Key).ToHashSet();
    }

    public RunDirectory NewDirectory() => new(Path.Combine(_root, Guid.NewGuid().ToString("N")));

    public static RunLauncher Launcher(
        RunConfig config, RunDirectory directory, IReward? reward = null, IEnvironment? environment = null, IRunObserver? observer = null)
    {
        var components = new RunComponents(
            environment ?? new ArithmeticEnvironment((ArithmeticOptions)config.Environment.Options),
            [new WeightedReward(reward ?? new ExactMatchReward(new ExactMatchOptions()), 1)]);
        return new RunLauncher(config, components, directory, observer ?? new Silence(), TimeProvider.System);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task<RunDirectory> RunToEndAsync(RunConfig config, IReward? reward, IEnvironment? environment)
    {
        var directory = NewDirectory();
        await Launcher(config, directory, reward, environment).RunAsync(CancellationToken.None);
        return directory;
    }

    private static MetricsRecord WithoutClock(MetricsRecord record) =>
        record with { Values = [.. record.Values.Where(metric => !MetricsRecord.TellsOfTheClock(metric.Key))] };

    private sealed class Silence : IRunObserver
    {
        public void OnEvent(RunEvent runEvent)
        {
        }
    }
}
