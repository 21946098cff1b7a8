namespace Align.Actors;

/// <summary>An actor could not be constructed or started.</summary>
public class ActorInitializationException : AkkaException
{
    /// <summary>With a message and what caused it.</summary>
    public ActorInitializationException(string message, Exception? cause = null)
        : base(message, cause) => Actor = null!;

    /// <summary>For an actor, with a message and what caused it.</summary>
    public ActorInitializationException(IActorRef actor, string message, Exception? cause = null)
        : base(message, cause) => Actor = actor;

    /// <summary>Whose start failed; may be null.</summary>
    public IActorRef Actor { get; }

    /// <inheritdoc/>
    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}
