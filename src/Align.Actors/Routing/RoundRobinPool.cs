namespace Align.Actors.Routing;

/// <summary>Sends to the routees in turn.</summary>
public sealed class RoundRobinPool : Pool
{
    /// <summary>With a number of routees.</summary>
    /// <param name="nrOfInstances">The number of routees.</param>
    public RoundRobinPool(int nrOfInstances)
        : this(nrOfInstances, null)
    {
    }

    private RoundRobinPool(int nrOfInstances, SupervisorStrategy? supervisorStrategy)
        : base(nrOfInstances, supervisorStrategy)
    {
    }

    /// <summary>The same with another strategy for the routees' failures.</summary>
    public RoundRobinPool WithSupervisorStrategy(SupervisorStrategy strategy) => new(NrOfInstances, strategy);

    internal override RoutingLogic CreateLogic() => new RoundRobin();
}
