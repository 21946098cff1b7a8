namespace Align.Actors;

/// <summary>The root of a system's tree.</summary>
/// <param name="address">The system's address.</param>
public sealed class RootActorPath(Address address) : ActorPath(address, "");
