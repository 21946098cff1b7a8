namespace Align.Actors.Event;

/// <summary>Subscriptions by type argument.</summary>
public static class EventStreamExtensions
{
    /// <summary>Subscribes an actor to a class of events.</summary>
    /// <returns>False when it was subscribed already.</returns>
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(eventStream);
        return eventStream.Subscribe(subscriber, typeof(TChannel));
    }

    /// <summary>Ends one subscription.</summary>
    /// <returns>False when there was none.</returns>
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(eventStream);
        return eventStream.Unsubscribe(subscriber, typeof(TChannel));
    }
}
