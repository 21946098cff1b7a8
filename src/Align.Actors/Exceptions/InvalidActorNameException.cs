namespace Align.Actors;

/// <summary>The name is empty, malformed or already taken by a sibling.</summary>
/// <param name="message">The message.</param>
public sealed class InvalidActorNameException(string message) : AkkaException(message);
