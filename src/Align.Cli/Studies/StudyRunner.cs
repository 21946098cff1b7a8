using System.Globalization;
using System.Text.Json;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Studies;

namespace Align.Cli.Studies;

/// <summary>Brings every run of a study to its end: skips what is finished, resumes what was begun, starts the rest.</summary>
internal sealed class StudyRunner(Study study, StudyDirectory directory, IRunProcesses processes, IStudyObserver observer)
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs what is left, at most <paramref name="jobs"/> at a time, and returns how each run has ended, in the study's order.</summary>
    /// <param name="jobs">At least 1.</param>
    /// <param name="stop">Cancelled to have the runs at work save and end, and to begin no other.</param>
    public async Task<IReadOnlyList<RunEnd>> RunAsync(int jobs, CancellationToken stop)
    {
        var finished = study.Runs.Count(run => directory.StateOf(run) == StudyRunState.Finished);
        observer.OnEvent(new StudyEvent.Began(study.Config.Name, directory.Path, study.Runs.Count, finished, jobs));
        using var gate = new SemaphoreSlim(jobs);
        var shared = new Dictionary<(string Name, long Seed), Task<RunEnd>>();
        var all = new List<Task<RunEnd>>();
        foreach (var run in study.Runs)
        {
            var needed = run.Needs.Select(name => shared[(name, run.Seed)]).ToArray();
            var end = EndAsync(run, needed, gate, stop);
            all.Add(end);
            if (run.SharedName is { } name)
            {
                shared[(name, run.Seed)] = end;
            }
        }
        return await Task.WhenAll(all);
    }

    private async Task<RunEnd> EndAsync(StudyRun run, Task<RunEnd>[] needed, SemaphoreSlim gate, CancellationToken stop)
    {
        var before = await Task.WhenAll(needed);
        var end = before.FirstOrDefault(other => !other.IsFinished) is { } missing
            ? new RunEnd(run, stop.IsCancellationRequested ? RunOutcome.Stopped : RunOutcome.NotRun, $"{missing.Run.Name} has no result")
            : directory.StateOf(run) == StudyRunState.Finished ? new RunEnd(run, RunOutcome.FinishedBefore)
            : await WorkAsync(run, gate, stop);
        observer.OnEvent(new StudyEvent.RunEnded(end));
        return end;
    }

    private async Task<RunEnd> WorkAsync(StudyRun run, SemaphoreSlim gate, CancellationToken stop)
    {
        try
        {
            await gate.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return new RunEnd(run, RunOutcome.Stopped);
        }
        try
        {
            await FreedAsync(run, stop);
            var ended = await processes.RunAsync(Command(run), directory.TerminalOf(run), line => observer.OnEvent(new StudyEvent.RunWrote(run, line)), stop);
            return directory.StateOf(run) == StudyRunState.Finished && ended.ExitCode == 0 ? new RunEnd(run, RunOutcome.Finished)
                : stop.IsCancellationRequested ? new RunEnd(run, RunOutcome.Stopped)
                : new RunEnd(run, RunOutcome.Failed, ReasonOf(ended), ended.ExitCode);
        }
        catch (OperationCanceledException)
        {
            return new RunEnd(run, RunOutcome.Stopped);
        }
        catch (AlignException failure)
        {
            return new RunEnd(run, RunOutcome.Failed, $"{failure.Where}: {failure.Message}", (int)failure.ExitCode);
        }
        finally
        {
            gate.Release();
        }
    }

    // A run of a study that was killed dies a moment after it.
    private async Task FreedAsync(StudyRun run, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(s_betweenLooks);
        for (var looks = 0; looks < 50 && directory.IsInUse(run); looks++)
        {
            await timer.WaitForNextTickAsync(stop);
        }
    }

    private string[] Command(StudyRun run)
    {
        var place = directory.Of(run).Path;
        if (directory.StateOf(run) == StudyRunState.Begun)
        {
            observer.OnEvent(new StudyEvent.RunBegan(run, Resumed: true));
            return ["resume", place];
        }
        var shared = run.Needs.ToDictionary(name => name, name => PlaceOf(name, run.Seed));
        File.WriteAllText(directory.ConfigOf(run), RunConfigWriter.Write(run.Resolve(shared)));
        observer.OnEvent(new StudyEvent.RunBegan(run, Resumed: false));
        return ["run", directory.ConfigOf(run), "--output", place];
    }

    private SharedRunPlace PlaceOf(string name, long seed)
    {
        var shared = study.Runs.First(run => run.SharedName == name && run.Seed == seed);
        var place = directory.Of(shared).Path;
        return directory.CheckpointOf(shared) is { } checkpoint
            ? new SharedRunPlace(checkpoint, place)
            : throw new StudyException($"{shared.Name} is finished but has no whole checkpoint", place, "remove its directory and give the command again");
    }

    private static string ReasonOf(ProcessEnd ended)
    {
        var exit = string.Create(CultureInfo.InvariantCulture, $"exit code {ended.ExitCode}");
        try
        {
            var failure = JsonElement.Parse(ended.LastError);
            return $"{failure.GetProperty("what").GetString()} ({exit})";
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return ended.LastError.Length == 0 ? exit : $"{ended.LastError} ({exit})";
        }
    }
}
