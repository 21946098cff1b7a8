namespace Align.Actors;

/// <summary>The parent of all top-level actors, <c>/user</c>.</summary>
internal sealed class UserGuardian : UntypedActor
{
    protected override void OnReceive(object message) => Unhandled(message);
}
