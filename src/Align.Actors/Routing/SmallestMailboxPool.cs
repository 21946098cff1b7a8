namespace Align.Actors.Routing;

/// <summary>Sends to the routee with the fewest waiting messages.</summary>
public sealed class SmallestMailboxPool : Pool
{
    /// <summary>With a number of routees.</summary>
    /// <param name="nrOfInstances">The number of routees.</param>
    public SmallestMailboxPool(int nrOfInstances)
        : this(nrOfInstances, null)
    {
    }

    private SmallestMailboxPool(int nrOfInstances, SupervisorStrategy? supervisorStrategy)
        : base(nrOfInstances, supervisorStrategy)
    {
    }

    /// <summary>The same with another strategy for the routees' failures.</summary>
    public SmallestMailboxPool WithSupervisorStrategy(SupervisorStrategy strategy) => new(NrOfInstances, strategy);

    internal override RoutingLogic CreateLogic() => new SmallestMailbox();
}
