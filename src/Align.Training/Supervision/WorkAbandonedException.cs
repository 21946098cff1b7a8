using Align.Core;

namespace Align.Training.Supervision;

/// <summary>A piece of work failed on every worker that tried it.</summary>
public sealed class WorkAbandonedException(Exception reason, int attempts)
    : AlignException(
        ExitCode.Fleet,
        $"a worker's task failed {attempts} times; the last failure was {reason.GetType().Name}: {reason.Message}",
        reason.TargetSite?.DeclaringType?.FullName ?? "worker",
        "the last checkpoint is intact: mend the cause and use align resume",
        reason)
{
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; } = attempts;
}
