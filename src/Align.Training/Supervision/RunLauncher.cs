using System.Text;
using Align.Core;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Metrics;
using Align.Training.Rollouts;

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
        var checkpoint = Find(step);
        if (checkpoint is null)
        {
            observer.OnEvent(new RunEvent.Warning("the run has no checkpoint yet; it begins again from its first step"));
        }
        return await ContinueAsync(checkpoint, null, stop);
    }

    /// <summary>Repeats the run's last evaluation with the weights of a checkpoint; writes under <c>evaluations/</c> and changes nothing else.</summary>
    /// <param name="step">Which checkpoint; the newest whole one unless given.</param>
    /// <param name="stop">Cancelled to give up.</param>
    /// <exception cref="AlignException">There is nothing to evaluate, or it failed.</exception>
    public async Task<RunReport> EvaluateAsync(long? step, CancellationToken stop)
    {
        var index = config.Stages.Select((stage, i) => stage is EvaluateStageConfig ? i : -1).Max();
        var checkpoint = Find(step);
        if (index < 0 || checkpoint is null)
        {
            throw new CheckpointException(
                directory.Path, index < 0 ? "the run has no evaluate stage" : "the run has no checkpoint yet", "evaluate a run that has both");
        }
        var evaluation = config with { Stages = [config.Stages[index] with { Name = config.StageName(index) }] };
        var place = directory.Evaluation(checkpoint.Step);
        using var taken = RunLock.Take(place);
        var launcher = new RunLauncher(evaluation, components, place, observer, time);
        using var state = TrainingStateFactory.Create(evaluation, components.Environment);
        CheckpointContents.RestoreWeights(checkpoint, state);
        return await launcher.SuperviseAsync(state, RunData.Load(evaluation, components), RunProgress.Start, null, null, stop);
    }

    private Checkpoint? Find(long? step)
    {
        var store = new CheckpointStore(directory.Checkpoints, config.Checkpoint.Keep);
        if (step is { } wanted)
        {
            return store.Open(wanted);
        }
        var search = store.FindNewest();
        foreach (var skipped in search.Skipped)
        {
            observer.OnEvent(new RunEvent.Warning($"checkpoint {skipped.FullPath} passed over: {skipped.Reason}"));
        }
        return search.Newest is null && search.Skipped.Count > 0
            ? throw new CheckpointException(
                directory.Checkpoints,
                $"none of the run's {search.Skipped.Count} checkpoints is whole",
                "restore one of them from a copy; to begin again from nothing, use align run with another --output")
            : search.Newest;
    }

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
                return Finish(progress);
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
        var end = await RunSystem.SuperviseAsync(services, progress, stop);
        return end.Completed ? Finish(end.Progress) : throw new RunInterruptedException(directory.Path);
    }

    private string DeviceInWords() => $"{(config.Runtime.Device == RuntimeDevice.Cuda ? "cuda" : "cpu")}, {GenerationPath.Describe(config)}";

    private RunPosition PositionOf(RunProgress progress) => new(
        [.. Enumerable.Range(0, progress.Stage).Select(config.StageName)],
        progress.Stage < config.Stages.Count ? config.StageName(progress.Stage) : string.Empty,
        progress.Step);

    private RunReport Finish(RunProgress progress)
    {
        var report = RunReports.Of(config, directory, progress);
        RunReports.Write(directory.ReportFile, report);
        observer.OnEvent(new RunEvent.RunFinished(report));
        return report;
    }
}
