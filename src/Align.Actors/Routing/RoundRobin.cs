namespace Align.Actors.Routing;

/// <summary>One after the other.</summary>
internal sealed class RoundRobin : RoutingLogic
{
    private int _next = -1;

    public override LocalActorRef Select(LocalActorRef[] routees) =>
        routees[(int)((uint)Interlocked.Increment(ref _next) % (uint)routees.Length)];
}
