namespace Align.Tests.Actors.Support;

/// <summary>An actor made of a function.</summary>
internal sealed class Lambda(Action<IUntypedActorContext, object> onMessage) : UntypedActor
{
    protected override void OnReceive(object message) => onMessage(Context, message);
}
