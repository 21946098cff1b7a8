namespace Align.Actors.Routing;

/// <summary>A destination of a router.</summary>
public class Routee
{
    /// <summary>The routee that is an actor.</summary>
    public static Routee FromActorRef(IActorRef actorRef) => new ActorRefRoutee(actorRef);

    /// <summary>Sends it a message.</summary>
    public virtual void Send(object message, IActorRef? sender)
    {
    }
}
