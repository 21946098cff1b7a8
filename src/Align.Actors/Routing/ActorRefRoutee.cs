namespace Align.Actors.Routing;

/// <summary>A routee that is an actor.</summary>
/// <param name="actor">The actor.</param>
public sealed class ActorRefRoutee(IActorRef actor) : Routee
{
    /// <summary>The actor.</summary>
    public IActorRef Actor { get; } = actor;

    /// <inheritdoc/>
    public override void Send(object message, IActorRef? sender) => Actor.Tell(message, sender);
}
