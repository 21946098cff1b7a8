using Align.Actors.Event;

namespace Align.Actors;

/// <summary>Tells a watcher that the watched actor has stopped for good.</summary>
/// <param name="actorRef">Who stopped.</param>
/// <param name="existenceConfirmed">False when the actor was already gone when the watch began.</param>
/// <param name="addressTerminated">Always false in a local system.</param>
public sealed class Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression, IEquatable<Terminated>
{
    /// <summary>Who stopped.</summary>
    public IActorRef ActorRef { get; } = actorRef;

    /// <summary>False when the actor was already gone when the watch began.</summary>
    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    /// <summary>Always false in a local system.</summary>
    public bool AddressTerminated { get; } = addressTerminated;

    /// <inheritdoc/>
    public bool Equals(Terminated? other) =>
        other is not null && ActorRef.Equals(other.ActorRef)
        && ExistenceConfirmed == other.ExistenceConfirmed && AddressTerminated == other.AddressTerminated;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Terminated);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ActorRef, ExistenceConfirmed, AddressTerminated);

    /// <inheritdoc/>
    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}
