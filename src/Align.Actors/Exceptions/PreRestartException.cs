namespace Align.Actors;

/// <summary>An actor's <c>PreRestart</c> threw; it is reported, and the restart goes on.</summary>
public sealed class PreRestartException : ActorInitializationException
{
    /// <summary>For an actor that failed with <paramref name="cause"/>, and then again while it prepared its restart.</summary>
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base(actor, $"Exception in PreRestart ({restartException.Message}) after a failure", cause)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage!;
    }

    /// <summary>What <c>PreRestart</c> threw.</summary>
    public Exception RestartException { get; }

    /// <summary>The message at whose processing the actor failed first; may be null.</summary>
    public object OptionalMessage { get; }
}
