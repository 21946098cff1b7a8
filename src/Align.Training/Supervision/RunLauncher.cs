using System.Text;
using Align.Core;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Evaluation;
using Align.Training.Learning;
using Align.Training.Metrics;
using Align.Training.Rollouts;
using Align.Training.Verification.Isolation;

namespace Align.Training.Supervision;

/// <summary>Starts a run, new or resumed, and stays with it until it is over.</summary>
public sealed class RunLauncher(RunConfig config, RunComponents components, RunDirectory directory, IRunObserver observer, TimeProvider time)
{
    /// <summary>Runs all stages of a new run.</summary>
    /// <param name="stop">Cancelled to stop after the step in hand, with a checkpoint.</param>
    /// <exception cref="AlignException">The run failed, or was stopped (<see cref="RunInterruptedException"/>).</exception>
    public async Task<RunReport> RunAsync(CancellationToken stop)
    {
        var data = RunData.Load(config, components);
        using var taken = RunLock.Take(directory);
        WholeFile.Write(directory.ConfigFile, Encoding.UTF8.GetBytes(RunConfigWriter.Write(config)));
        return await ContinueAsync(null, data, stop);
    }

    /// <summary>Goes on from the newest whole checkpoint, or from the one of <paramref name="step"/>; from the start where there is none yet.</summary>
    /// <exception cref="AlignException">As for <see cref="RunAsync"/>, or no checkpoint can be read.</exception>
    public async Task<RunReport> ResumeAsync(long? step, CancellationToken stop)
    {
        using var taken = RunLock.Take(directory);
        var checkpoint = CheckpointChoice.Of(config, directory, observer, step);
        if (checkpoint is null)
        {
            observer.OnEvent(new RunEvent.Warning("the run has no checkpoint yet; it begins again from its first step"));
        }
        return await ContinueAsync(checkpoint, null, stop);
    }

    /// <summary>Runs all stages of a configuration with weights that are there already; keeps no checkpoints.</summary>
    internal Task<RunReport> OnceAsync(TrainingState state, RunData data, CancellationToken stop) =>
        SuperviseAsync(state, data, RunProgress.Start, null, null, stop);

    private async Task<RunReport> ContinueAsync(Checkpoint? checkpoint, RunData? data, CancellationToken stop)
    {
        using var state = TrainingStateFactory.Create(config, components.Environment);
        var progress = RunProgress.Start;
        if (checkpoint is not null)
        {
            CheckpointContents.RequireSameConfig(checkpoint, config);
            progress = CheckpointContents.ReadProgress(checkpoint);
            if (progress.Stage == config.Stages.Count)
            {
                observer.OnEvent(new RunEvent.Warning("the run is finished already; nothing is left to do"));
                CheckpointContents.RestoreWeights(checkpoint, state);
                return Finish(progress, state);
            }
        }
        data ??= RunData.Load(config, components);
        if (checkpoint is not null)
        {
            CheckpointContents.RequireSameInputs(checkpoint, data.Inputs);
        }
        return await SuperviseAsync(state, data, progress, checkpoint, new CheckpointStore(directory.Checkpoints, config.Checkpoint.Keep), stop);
    }

    private async Task<RunReport> SuperviseAsync(
        TrainingState state, RunData data, RunProgress progress, Checkpoint? from, CheckpointStore? checkpoints, CancellationToken stop)
    {
        using var metrics = new MetricsFile(directory.MetricsFile);
        using var samples = new SampleFile(directory.SamplesFile);
        var services = new RunServices
        {
            Config = config,
            Components = components,
            Data = data,
            State = state,
            Checkpoints = checkpoints,
            Metrics = metrics,
            Samples = samples,
            Directory = directory,
            Observer = observer,
            Time = time,
        };
        if (from is not null)
        {
            CheckpointContents.Restore(from, services, progress);
        }
        File.Delete(directory.ReportFile); // Of a later history, where the run was taken back.
        RunStamp.Append(directory.EnvironmentFile, config, progress, time);
        metrics.TruncateAfter(PositionOf(progress));
        samples.TruncateAfter(PositionOf(progress));
        observer.OnEvent(new RunEvent.RunStarted(
            config.Name, directory.Path, state.Architecture.ParameterCount, DeviceInWords(), progress.StepsDone == 0 ? null : progress.StepsDone));
        var end = await IsolatedRewards.WhileAsync(services, () => RunSystem.SuperviseAsync(services, progress, stop));
        return end.Completed ? Finish(end.Progress, state) : throw new RunInterruptedException(directory.Path);
    }

    private string DeviceInWords() => $"{(config.Runtime.Device == RuntimeDevice.Cuda ? "cuda" : "cpu")}, {GenerationPath.Describe(config)}";

    private RunPosition PositionOf(RunProgress progress) => new(
        [.. Enumerable.Range(0, progress.Stage).Select(config.StageName)],
        progress.Stage < config.Stages.Count ? config.StageName(progress.Stage) : string.Empty,
        progress.Step);

    private RunReport Finish(RunProgress progress, TrainingState state)
    {
        var report = RunReports.Of(config, directory, progress) with { UpdateSparsity = config.Stages.Any(stage => stage.Trains) ? UpdateSparsity.SinceStart(config, components.Environment, state) : [] };
        RunReports.Write(directory.ReportFile, report);
        observer.OnEvent(new RunEvent.RunFinished(report));
        return report;
    }
}
