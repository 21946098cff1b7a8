namespace Align.Actors;

/// <summary>The actor received <see cref="Kill"/>.</summary>
/// <param name="message">The message.</param>
public sealed class ActorKilledException(string message) : AkkaException(message);
