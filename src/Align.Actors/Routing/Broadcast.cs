namespace Align.Actors.Routing;

/// <summary>Makes a router send a message to all its routees.</summary>
/// <param name="message">The message that each of them gets.</param>
public sealed class Broadcast(object message) : IWrappedMessage
{
    /// <inheritdoc/>
    public object Message { get; } = message;
}
