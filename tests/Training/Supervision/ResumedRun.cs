using Align.Core;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Metrics;
using Align.Training.Supervision;

namespace Align.Tests.Training.Supervision;

/// <summary>A run that leaves a checkpoint after every step, and runs that go on from some of them.</summary>
internal static class ResumedRun
{
    /// <summary>Fails unless every resumed run logs the same numbers and ends with the same weights, to the bit.</summary>
    public static Task AssertSameFromAsync(TinyTraining training, RunConfig config, long[] steps, IReward? reward = null, IEnvironment? environment = null) =>
        AssertSameFromAsync(training.NewDirectory(), config, steps, (kept, directory) => TinyTraining.Launcher(kept, directory, reward, environment));

    /// <inheritdoc cref="AssertSameFromAsync(TinyTraining, RunConfig, long[], IReward?, IEnvironment?)"/>
    public static async Task AssertSameFromAsync(RunDirectory directory, RunConfig config, long[] steps, Func<RunConfig, RunDirectory, RunLauncher> launcher)
    {
        var kept = config with { Checkpoint = new CheckpointConfig { EverySteps = 1, Keep = 1000 } };
        await launcher(kept, directory).RunAsync(CancellationToken.None);
        var whole = Result(directory);
        foreach (var step in steps)
        {
            await launcher(kept, directory).ResumeAsync(step, CancellationToken.None);
            var resumed = Result(directory);
            Assert.Equal(whole.Values, resumed.Values);
            Assert.Equal(whole.Weights, resumed.Weights);
        }
    }

    private static (KeyValuePair<string, double>[] Values, byte[] Weights) Result(RunDirectory directory)
    {
        var checkpoint = new CheckpointStore(directory.Checkpoints, 1000).FindNewest().Newest!;
        return (
            [.. MetricsFile.Read(directory.MetricsFile).SelectMany(record => record.Values).Where(metric => !MetricsRecord.TellsOfTheClock(metric.Key))],
            File.ReadAllBytes(Path.Combine(checkpoint.FullPath, "model.safetensors")));
    }
}
