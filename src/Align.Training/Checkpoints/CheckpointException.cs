using Align.Core;

namespace Align.Training.Checkpoints;

/// <summary>A checkpoint cannot be written, or the one that was asked for cannot be read.</summary>
/// <param name="path">The checkpoint's directory, or the directory of all of them.</param>
/// <param name="reason">What happened, in one sentence.</param>
/// <param name="remedy">What to do.</param>
/// <param name="innerException">The cause, where another exception was.</param>
public sealed class CheckpointException(string path, string reason, string remedy, Exception? innerException = null)
    : AlignException(ExitCode.Checkpoint, reason, path, remedy, innerException)
{
    /// <summary>The checkpoint's directory, or the directory of all of them.</summary>
    public string Path { get; } = path;
}
