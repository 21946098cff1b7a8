using Align.Training.Studies;

namespace Align.Cli.Studies;

/// <summary>One call of <c>align study</c>: the runs that are left, then the results of all.</summary>
internal static class StudySession
{
    /// <summary>Runs what is left, shows it, and writes the results.</summary>
    /// <param name="output">Where it is shown.</param>
    /// <param name="study">The study.</param>
    /// <param name="directory">Where it lies.</param>
    /// <param name="jobs">Runs at a time.</param>
    /// <param name="export">Where the results are written a second time; <see langword="null"/> for nowhere.</param>
    /// <param name="stop">Cancelled to have the runs at work save and end.</param>
    /// <exception cref="Align.Core.AlignException">It was stopped, or runs have failed; the results of the others are written.</exception>
    public static async Task RunAsync(CommandOutput output, Study study, StudyDirectory directory, int jobs, string? export, CancellationToken stop)
    {
        using var taken = directory.Take();
        var ends = await StudyView.WatchAsync(output, observer => new StudyRunner(study, directory, new ChildProcesses(), observer).RunAsync(jobs, stop));
        if (ends.Any(end => end.Outcome == RunOutcome.Stopped))
        {
            throw StudyException.Stopped(directory.Path);
        }
        var results = new StudyResults(study, [.. from end in ends where end.Run.Cell is not null select OutcomeOf(end, directory)]);
        Write(StudyFiles.Of(results), directory, export);
        StudyText.WriteResults(output.Output, results, export ?? directory.Results);
        if (ends.Any(end => !end.IsFinished))
        {
            throw StudyException.Failed(directory.Path, ends);
        }
    }

    private static CellOutcome OutcomeOf(RunEnd end, StudyDirectory directory) =>
        new(end.Run.Cell!, end.Run.Seed, end.IsFinished ? directory.LogOf(end.Run) : null, end.Reason);

    private static void Write(IReadOnlyList<(string Path, string Text)> files, StudyDirectory directory, string? export)
    {
        if (Directory.Exists(directory.Results))
        {
            Directory.Delete(directory.Results, recursive: true); // Of plots that the study no longer asks for.
        }
        StudyFiles.Write(files, directory.Results);
        if (export is not null)
        {
            StudyFiles.Write(files, Path.GetFullPath(export));
        }
    }
}
