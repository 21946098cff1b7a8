namespace Align.Actors;

/// <summary>A path below another one.</summary>
/// <param name="parentPath">The path above.</param>
/// <param name="name">The last element.</param>
/// <param name="uid">The incarnation; 0 when it is not known.</param>
public sealed class ChildActorPath(ActorPath parentPath, string name, long uid) : ActorPath(parentPath, name, uid);
