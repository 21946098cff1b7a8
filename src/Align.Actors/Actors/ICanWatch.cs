namespace Align.Actors;

/// <summary>Something that can learn of an actor's end.</summary>
public interface ICanWatch
{
    /// <summary>Asks for <see cref="Terminated"/> when the actor stops.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>Asks for a message of one's own when the actor stops.</summary>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Takes the wish back; a notice already in the mailbox is dropped.</summary>
    IActorRef Unwatch(IActorRef subject);
}
