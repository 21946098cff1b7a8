namespace Align.Actors;

/// <summary>What a timer puts into the mailbox: the message, and which start of which timer it comes from.</summary>
internal sealed class TimerMessage(object key, object message) : Event.IDeadLetterSuppression
{
    public object Key { get; } = key;

    public object Message { get; } = message;
}
