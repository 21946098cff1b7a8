namespace Align.Actors.Event;

/// <summary>A dead letter whose loss is normal.</summary>
/// <param name="message">What was sent.</param>
/// <param name="sender">Who sent it.</param>
/// <param name="recipient">For whom it was.</param>
public sealed class SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient)
    : AllDeadLetters(message, sender, recipient);
