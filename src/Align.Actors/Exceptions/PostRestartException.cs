namespace Align.Actors;

/// <summary>The new instance of a restarted actor could not be constructed or started.</summary>
public sealed class PostRestartException : ActorInitializationException
{
    /// <summary>For an actor that was restarted because of <paramref name="originalCause"/>.</summary>
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({originalCause?.GetType().Name})", cause) => OriginalCause = originalCause!;

    /// <summary>Why the actor was restarted.</summary>
    public Exception OriginalCause { get; }
}
