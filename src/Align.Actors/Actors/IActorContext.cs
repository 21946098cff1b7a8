namespace Align.Actors;

/// <summary>What the runtime offers an actor during its turn.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>The actor's own reference.</summary>
    IActorRef Self { get; }

    /// <summary>Its supervisor.</summary>
    IActorRef Parent { get; }

    /// <summary>Who sent the message in work; the dead letters when nobody did.</summary>
    IActorRef Sender { get; }

    /// <summary>The system.</summary>
    ActorSystem System { get; }

    /// <summary>How the actor was constructed.</summary>
    Props Props { get; }

    /// <summary>The time without messages after which <see cref="Actors.ReceiveTimeout"/> comes; null for never.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>The child of a name; <see cref="ActorRefs.Nobody"/> when there is none.</summary>
    IActorRef Child(string name);

    /// <summary>All children, those that are still stopping included.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Stops an actor after the message that it has in work.</summary>
    void Stop(IActorRef child);

    /// <summary>Asks for <see cref="Actors.ReceiveTimeout"/> after a time without messages; null ends it.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Replaces the behaviour.</summary>
    void Become(Receive receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    void BecomeStacked(Receive receive);

    /// <summary>Goes back to the behaviour below; the first one stays.</summary>
    void UnbecomeStacked();
}
