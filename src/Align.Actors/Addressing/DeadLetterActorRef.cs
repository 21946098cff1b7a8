using Align.Actors.Event;

namespace Align.Actors;

/// <summary>Takes what nobody took and publishes it on the event stream.</summary>
internal sealed class DeadLetterActorRef(ActorSystem owner, ActorPath path) : InternalActorRef
{
    public override ActorPath Path { get; } = path;

    public override ActorSystem Owner => owner;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is null)
            throw new InvalidMessageException("Message is null.");
        Publish(message, sender, this);
    }

    public override void Send(SystemMessage message) => Reject(message, this);

    /// <summary>Publishes a user message that its recipient will never process.</summary>
    public void Publish(object message, IActorRef? sender, IActorRef recipient)
    {
        var from = sender ?? this;
        AllDeadLetters letter = message switch
        {
            AllDeadLetters already => already,
            IDeadLetterSuppression suppressed => new SuppressedDeadLetter(suppressed, from, recipient),
            _ => new DeadLetter(message, from, recipient),
        };
        owner.EventStream.Publish(letter);
    }

    /// <summary>Answers a system message for an actor that is gone: who watches it learns that it does not exist.</summary>
    public void Reject(SystemMessage message, InternalActorRef recipient)
    {
        if (message is Watch watch && !ReferenceEquals(watch.Watcher, recipient))
            watch.Watcher.Send(new DeathWatchNotification(recipient, ExistenceConfirmed: false));
        else if (message is Failed failed)
            owner.EventStream.Publish(new Error(failed.Cause, failed.Child.Path.ToString(), typeof(ActorCell), "Failure of a child whose parent is gone"));
    }
}
