namespace Align.Actors.Routing;

/// <summary>The routees of a router. Messages go to them in the sender's thread, past the router's own mailbox.</summary>
internal sealed class RouteeSet(RoutingLogic logic)
{
    private readonly Lock _gate = new();
    private LocalActorRef[] _routees = [];

    public bool IsEmpty => Members.Length == 0;

    public LocalActorRef[] Members => Volatile.Read(ref _routees);

    public void Add(LocalActorRef routee)
    {
        lock (_gate)
            _routees = [.. _routees, routee];
    }

    public bool Remove(LocalActorRef routee)
    {
        lock (_gate)
        {
            var before = _routees.Length;
            _routees = Array.FindAll(_routees, r => !ReferenceEquals(r, routee));
            return _routees.Length < before;
        }
    }

    /// <summary>Passes a message on; false for one that is for the router itself.</summary>
    public bool TryRoute(in Envelope envelope)
    {
        if (envelope.Message is IAutoReceivedMessage or RouterManagementMessage)
            return false;
        var members = Members;
        if (members.Length == 0)
            return false;
        if (envelope.Message is Broadcast broadcast)
        {
            foreach (var routee in members)
                routee.Tell(broadcast.Message, envelope.Sender);
        }
        else
        {
            logic.Select(members).Tell(envelope.Message, envelope.Sender);
        }
        return true;
    }
}
