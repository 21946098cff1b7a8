namespace Align.Tests.Actors.Support;

internal sealed class Idle : UntypedActor
{
    protected override void OnReceive(object message)
    {
    }
}
