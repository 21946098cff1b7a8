namespace Align.Actors;

/// <summary>Stopping with a task that tells when it is done.</summary>
public static class GracefulStopSupport
{
    /// <summary>Stops an actor after the messages in its mailbox.</summary>
    /// <returns>True when it has stopped, false when it had not within the timeout.</returns>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends an actor a message at which it is to stop.</summary>
    /// <returns>True when it has stopped, false when it had not within the timeout.</returns>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        if (target is not InternalActorRef { Owner: { } system } watched)
            throw new InvalidOperationException($"{target} cannot be death-watched");
        var watcher = new TerminationRef(system);
        watched.Send(new Watch(watched, watcher));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await watcher.Terminated.WaitAsync(timeout, system.Time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            watched.Send(new Unwatch(watched, watcher));
        }
    }
}
