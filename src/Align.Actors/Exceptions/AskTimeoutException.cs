namespace Align.Actors;

/// <summary>No answer to <c>Ask</c> came in time.</summary>
/// <param name="message">The message.</param>
public sealed class AskTimeoutException(string message) : AkkaException(message);
