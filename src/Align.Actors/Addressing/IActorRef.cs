namespace Align.Actors;

/// <summary>The handle of an actor: it stays the same over restarts, and is safe to share between threads.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    /// <summary>Where the actor lives, as <c>akka://system/user/name</c>.</summary>
    ActorPath Path { get; }
}
