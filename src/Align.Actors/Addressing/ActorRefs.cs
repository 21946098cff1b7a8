namespace Align.Actors;

/// <summary>Well-known references.</summary>
public static class ActorRefs
{
    /// <summary>The reference of an actor that does not exist; messages to it vanish.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>No sender: replies go to the dead letters.</summary>
    public static readonly IActorRef NoSender = null!;
}
