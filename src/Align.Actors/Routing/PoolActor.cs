namespace Align.Actors.Routing;

/// <summary>The router itself: answers questions about its routees, and keeps them over its own restarts.</summary>
internal sealed class PoolActor : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is GetRoutees)
            Sender.Tell(new Routees(CurrentCell.Routees!.Members.Select(Routee.FromActorRef)));
        else
            Context.System.DeadLetters.Tell(message, Sender);
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // The routees survive; the runtime restarts each of them.
    }
}
