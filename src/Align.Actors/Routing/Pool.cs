namespace Align.Actors.Routing;

/// <summary>A router that creates its routees as its children, and stops when the last of them has stopped.</summary>
public abstract class Pool : RouterConfig
{
    private protected Pool(int nrOfInstances, SupervisorStrategy? supervisorStrategy)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nrOfInstances);
        NrOfInstances = nrOfInstances;
        SupervisorStrategy = supervisorStrategy ?? DefaultSupervisorStrategy;
    }

    /// <summary>One for one by the default decider: the failed routee restarts, the others go on.</summary>
    public static SupervisorStrategy DefaultSupervisorStrategy => Actors.SupervisorStrategy.DefaultStrategy;

    /// <summary>The number of routees.</summary>
    public int NrOfInstances { get; }

    /// <summary>How the router answers for its routees.</summary>
    public SupervisorStrategy SupervisorStrategy { get; }

    /// <summary>The construction of a routee with this pool in front.</summary>
    public Props Props(Props routeeProps)
    {
        ArgumentNullException.ThrowIfNull(routeeProps);
        return routeeProps.WithRouter(this);
    }

    internal abstract RoutingLogic CreateLogic();

    internal Props RouterProps() => Actors.Props.Create<PoolActor>(SupervisorStrategy);
}
