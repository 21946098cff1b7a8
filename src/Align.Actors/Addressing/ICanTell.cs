namespace Align.Actors;

/// <summary>Something that takes messages.</summary>
public interface ICanTell
{
    /// <summary>Sends a message and returns at once; the receiver processes it later.</summary>
    /// <param name="message">An immutable value; never null.</param>
    /// <param name="sender">Who gets the replies; <see cref="ActorRefs.NoSender"/> when nobody does.</param>
    /// <exception cref="InvalidMessageException">The message is null.</exception>
    void Tell(object message, IActorRef? sender);
}
