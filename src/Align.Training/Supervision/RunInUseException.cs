using Align.Core;

namespace Align.Training.Supervision;

/// <summary>The run's directory is another process's, or cannot be written.</summary>
public sealed class RunInUseException(string directory, Exception cause)
    : AlignException(
        ExitCode.Configuration,
        $"another process is at work on this run, or its directory cannot be written: {cause.Message}",
        directory,
        "wait for the other process or end it, or make the directory writable",
        cause);
