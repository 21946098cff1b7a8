namespace Align.Actors.Event;

/// <summary>A message that reached its actor, which has no handler for it.</summary>
/// <param name="message">What was sent.</param>
/// <param name="sender">Who sent it.</param>
/// <param name="recipient">Who did not handle it.</param>
public sealed class UnhandledMessage(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
