using Align.Core;

namespace Align.Cli.Studies;

/// <summary>A study cannot go on.</summary>
internal sealed class StudyException(string what, string where, string remedy, ExitCode code = ExitCode.Checkpoint) : AlignException(code, what, where, remedy)
{
    /// <summary>The study was told to stop.</summary>
    public static StudyException Stopped(string directory) =>
        new("stopped as asked; the runs at work have saved", directory, "the same command goes on", ExitCode.Interrupted);

    /// <summary>Runs have failed; ends with the exit code of the first of them.</summary>
    public static StudyException Failed(string directory, IReadOnlyList<RunEnd> ends)
    {
        var failed = ends.Where(end => end.Outcome == RunOutcome.Failed).ToArray();
        var code = Enum.IsDefined((ExitCode)failed[0].ExitCode) && failed[0].ExitCode != 0 ? (ExitCode)failed[0].ExitCode : ExitCode.Fleet;
        var missing = ends.Count(end => !end.IsFinished);
        return new(
            $"{missing} of {ends.Count} runs have no result; the first to fail: {failed[0].Run.Name}: {failed[0].Reason}",
            directory,
            "read the .log file beside the run's directory; the same command tries these runs again and keeps the others",
            code);
    }
}
