using Align.Core;

namespace Align.Training.Supervision;

/// <summary>The run was told to stop; it saved and can be resumed.</summary>
public sealed class RunInterruptedException(string directory)
    : AlignException(ExitCode.Interrupted, "stopped as asked; the state is saved", directory, $"go on with: ./align resume {directory}");
