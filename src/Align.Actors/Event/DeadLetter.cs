namespace Align.Actors.Event;

/// <summary>A message for an actor that has stopped or never existed.</summary>
/// <param name="message">What was sent.</param>
/// <param name="sender">Who sent it.</param>
/// <param name="recipient">For whom it was.</param>
public sealed class DeadLetter(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
