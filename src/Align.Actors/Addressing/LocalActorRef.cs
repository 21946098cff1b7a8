namespace Align.Actors;

/// <summary>The reference of an actor in this process.</summary>
internal sealed class LocalActorRef(ActorCell cell, ActorPath path) : InternalActorRef
{
    public override ActorPath Path { get; } = path;

    public override ActorSystem Owner => Cell.System;

    public ActorCell Cell { get; } = cell;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is null)
            throw new InvalidMessageException("Message is null.");
        Cell.Post(new Envelope(message, sender));
    }

    public override void Send(SystemMessage message) => Cell.Post(message);
}
