namespace Align.Actors;

/// <summary>Null was sent as a message.</summary>
/// <param name="message">The message.</param>
public sealed class InvalidMessageException(string message) : AkkaException(message);
