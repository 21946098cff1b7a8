namespace Align.Actors;

/// <summary>The actor is not in a state that allows the call.</summary>
/// <param name="message">The message.</param>
public sealed class IllegalActorStateException(string message) : AkkaException(message);
