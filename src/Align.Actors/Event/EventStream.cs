namespace Align.Actors.Event;

/// <summary>The system's bus: subscribers get every event of the classes to which they subscribed, and of their subclasses.</summary>
public sealed class EventStream
{
    private readonly Lock _gate = new();
    private Subscription[] _subscriptions = [];

    internal EventStream()
    {
    }

    /// <summary>Subscribes an actor to a class of events.</summary>
    /// <param name="subscriber">Who gets the events, until it stops or unsubscribes.</param>
    /// <param name="channel">A class or an interface.</param>
    /// <returns>False when it was subscribed already.</returns>
    public bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        lock (_gate)
        {
            var subscription = new Subscription(subscriber, channel);
            if (_subscriptions.Contains(subscription))
                return false;
            _subscriptions = [.. _subscriptions, subscription];
            return true;
        }
    }

    /// <summary>Ends one subscription.</summary>
    /// <returns>False when there was none.</returns>
    public bool Unsubscribe(IActorRef subscriber, Type channel) =>
        Remove(s => s.Subscriber.Equals(subscriber) && s.Channel == channel);

    /// <summary>Ends all subscriptions of an actor.</summary>
    /// <returns>False when there was none.</returns>
    public bool Unsubscribe(IActorRef subscriber) => Remove(s => s.Subscriber.Equals(subscriber));

    /// <summary>Sends an event to its subscribers, once to each.</summary>
    public void Publish(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        HashSet<IActorRef>? served = null;
        foreach (var (subscriber, channel) in Volatile.Read(ref _subscriptions))
        {
            if (channel.IsInstanceOfType(@event) && (served ??= []).Add(subscriber))
                subscriber.Tell(@event, ActorRefs.NoSender);
        }
    }

    private bool Remove(Predicate<Subscription> match)
    {
        if (Volatile.Read(ref _subscriptions).Length == 0)
            return false;
        lock (_gate)
        {
            var kept = Array.FindAll(_subscriptions, s => !match(s));
            var removed = kept.Length != _subscriptions.Length;
            _subscriptions = kept;
            return removed;
        }
    }

    private readonly record struct Subscription(IActorRef Subscriber, Type Channel);
}
