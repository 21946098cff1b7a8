namespace Align.Actors;

/// <summary>Waiting for an actor's end from outside of actors.</summary>
public static class WatchAsyncSupport
{
    /// <summary>True when the actor has stopped.</summary>
    /// <param name="target">The actor.</param>
    /// <param name="token">Ends the wait; the result is then false.</param>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        if (target is not InternalActorRef { Owner: { } system } watched)
            throw new InvalidOperationException($"{target} cannot be death-watched");
        var watcher = new TerminationRef(system);
        watched.Send(new Watch(watched, watcher));
        try
        {
            await watcher.Terminated.WaitAsync(token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            watched.Send(new Unwatch(watched, watcher));
        }
    }
}
