namespace Align.Actors;

/// <summary>What the runtime itself needs of every reference beside <see cref="IActorRef"/>.</summary>
internal abstract class InternalActorRef : IActorRef
{
    public abstract ActorPath Path { get; }

    /// <summary>The system that it belongs to; null for <see cref="Nobody"/>.</summary>
    public abstract ActorSystem? Owner { get; }

    public abstract void Tell(object message, IActorRef? sender);

    /// <summary>Hands over a message of the runtime, which overtakes all user messages.</summary>
    public abstract void Send(SystemMessage message);

    public bool Equals(IActorRef? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => Path.GetHashCode();

    public int CompareTo(IActorRef? other) => Path.CompareTo(other?.Path);

    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        IActorRef other => CompareTo(other),
        _ => throw new ArgumentException($"An actor reference cannot be compared with {obj.GetType()}.", nameof(obj)),
    };

    public override string ToString() => $"[{Path.ToStringWithUid()}]";
}
