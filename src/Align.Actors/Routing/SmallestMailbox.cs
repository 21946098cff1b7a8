namespace Align.Actors.Routing;

/// <summary>The fewest waiting messages; among equals one after the other.</summary>
internal sealed class SmallestMailbox : RoutingLogic
{
    private int _next = -1;

    public override LocalActorRef Select(LocalActorRef[] routees)
    {
        var first = (uint)Interlocked.Increment(ref _next);
        var winner = routees[first % (uint)routees.Length];
        var fewest = winner.Cell.NumberOfMessages;
        for (uint i = 1; i < routees.Length && fewest > 0; i++)
        {
            var candidate = routees[(first + i) % (uint)routees.Length];
            if (candidate.Cell.NumberOfMessages is var waiting && waiting < fewest)
                (winner, fewest) = (candidate, waiting);
        }
        return winner;
    }
}
