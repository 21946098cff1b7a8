using Align.Training.Checkpoints;
using Align.Training.Metrics;
using Align.Training.Supervision;

namespace Align.Training.Studies;

/// <summary>Where a study keeps its runs and its results.</summary>
/// <param name="Path">The directory.</param>
public sealed record StudyDirectory(string Path)
{
    /// <summary>What is found, and nothing else: to be kept and shown.</summary>
    public string Results => System.IO.Path.Combine(Path, "results");

    /// <summary>The directory of a run.</summary>
    public RunDirectory Of(StudyRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new(System.IO.Path.Combine([Path, "runs", .. run.Folder.Split('/')]));
    }

    /// <summary>The configuration that a run is started with, beside its directory.</summary>
    public string ConfigOf(StudyRun run) => Of(run).Path + ".yaml";

    /// <summary>What a run has written to its terminal, beside its directory.</summary>
    public string TerminalOf(StudyRun run) => Of(run).Path + ".log";

    /// <summary>How far a run has come.</summary>
    public StudyRunState StateOf(StudyRun run)
    {
        var directory = Of(run);
        return File.Exists(directory.ReportFile) ? StudyRunState.Finished
            : File.Exists(directory.ConfigFile) ? StudyRunState.Begun
            : StudyRunState.New;
    }

    /// <summary>The log of a finished run.</summary>
    /// <exception cref="Core.DataFileException">A line is broken.</exception>
    public IReadOnlyList<MetricsRecord> LogOf(StudyRun run) => [.. MetricsFile.Read(Of(run).MetricsFile)];

    /// <summary>The directory of a run's newest whole checkpoint; <see langword="null"/> where there is none.</summary>
    public string? CheckpointOf(StudyRun run) => new CheckpointStore(Of(run).Checkpoints, keep: 1).FindNewest().Newest?.FullPath;

    /// <summary>Whether another process is at work on a run.</summary>
    public bool IsInUse(StudyRun run)
    {
        try
        {
            RunLock.Take(Of(run)).Dispose();
            return false;
        }
        catch (RunInUseException)
        {
            return true;
        }
    }

    /// <summary>Keeps other processes from working on the study until it is disposed.</summary>
    /// <exception cref="Core.AlignException">Another process does already, or the directory cannot be written.</exception>
    public IDisposable Take() => RunLock.Take(new RunDirectory(Path));
}

/// <summary>How far a run has come.</summary>
public enum StudyRunState
{
    /// <summary>Nothing lies there.</summary>
    New,

    /// <summary>It was begun and is to be resumed.</summary>
    Begun,

    /// <summary>It is complete.</summary>
    Finished,
}
