namespace Align.Actors;

/// <summary>A message and who sent it.</summary>
/// <param name="message">The message.</param>
/// <param name="sender">The sender; null for none.</param>
public readonly struct Envelope(object message, IActorRef? sender)
{
    /// <summary>The message.</summary>
    public object Message { get; } = message;

    /// <summary>The sender; null for none.</summary>
    public IActorRef Sender { get; } = sender!;

    /// <inheritdoc/>
    public override string ToString() => $"<{Message}> from {Sender}";
}
