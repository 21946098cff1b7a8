namespace Align.Actors;

/// <summary>The reference of an actor that does not exist.</summary>
public sealed class Nobody : IActorRef
{
    private Nobody()
    {
    }

    /// <summary>The only instance.</summary>
    public static Nobody Instance { get; } = new();

    /// <inheritdoc/>
    public ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems")) / "nobody";

    /// <summary>Drops the message.</summary>
    public void Tell(object message, IActorRef? sender) => ArgumentNullException.ThrowIfNull(message);

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => Path.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other) => Path.CompareTo(other?.Path);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => CompareTo(obj as IActorRef);

    /// <inheritdoc/>
    public override string ToString() => $"[{Path}]";
}
