using Align.Training.Studies;

namespace Align.Cli.Studies;

/// <summary>Something that a watcher of a study may want to know. The set is closed.</summary>
internal abstract record StudyEvent
{
    private StudyEvent() { }

    /// <summary>The study begins, or goes on.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Directory">Where it is written.</param>
    /// <param name="Runs">Runs in all.</param>
    /// <param name="Finished">Those that were finished before.</param>
    /// <param name="Jobs">Runs at a time.</param>
    public sealed record Began(string Name, string Directory, int Runs, int Finished, int Jobs) : StudyEvent;

    /// <summary>A run begins, or is resumed.</summary>
    public sealed record RunBegan(StudyRun Run, bool Resumed) : StudyEvent;

    /// <summary>A run has written a line to its terminal.</summary>
    public sealed record RunWrote(StudyRun Run, string Line) : StudyEvent;

    /// <summary>A run is over, or was found finished, or cannot be begun.</summary>
    public sealed record RunEnded(RunEnd End) : StudyEvent;
}

/// <summary>What became of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it failed or was not run, in one line.</param>
/// <param name="ExitCode">The exit code of a run that failed.</param>
internal sealed record RunEnd(StudyRun Run, RunOutcome Outcome, string? Reason = null, int ExitCode = 0)
{
    /// <summary>Whether its results are there.</summary>
    public bool IsFinished => Outcome is RunOutcome.Finished or RunOutcome.FinishedBefore;
}

/// <summary>Ways for a run to end.</summary>
internal enum RunOutcome
{
    /// <summary>Complete.</summary>
    Finished,

    /// <summary>It was complete when the study was started.</summary>
    FinishedBefore,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>A run that it needs has failed.</summary>
    NotRun,

    /// <summary>It was stopped and can be resumed.</summary>
    Stopped,
}

/// <summary>Watches a study.</summary>
internal interface IStudyObserver
{
    /// <summary>Called from any thread.</summary>
    void OnEvent(StudyEvent studyEvent);
}
