using Align.Actors.Event;

namespace Align.Actors;

/// <summary>One task of a phase.</summary>
internal sealed record ShutdownTask(string Name, Func<Task<Done>> Begin)
{
    /// <summary>Runs it; where recovery is on, a failure is logged and counts as done.</summary>
    public async Task Run(string phase, bool recover, ILoggingAdapter log)
    {
        try
        {
            await Begin().ConfigureAwait(false);
        }
        catch (Exception cause) when (recover)
        {
            log.Warning(cause, "Task [{0}] failed in phase [{1}]: {2}", Name, phase, cause.Message);
        }
    }
}
