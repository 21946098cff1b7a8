namespace Align.Actors;

/// <summary>The phases in their order.</summary>
public sealed partial class CoordinatedShutdown
{
    /// <summary>First: the right place for an application's own tasks.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>Stop accepting new work.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Wait for the work that was accepted.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>Final shutdown of services.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>After the services, before the cluster; there is no cluster here.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>A phase of clusters; there is none here.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>A phase of clusters; there is none here.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>A phase of clusters; there is none here.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>A phase of clusters; there is none here.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>A phase of clusters; there is none here.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>Last tasks while actors still run.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>Last: all actors stop.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private const string Root = "akka.coordinated-shutdown.";

    private static readonly List<string> Phases =
    [
        PhaseBeforeServiceUnbind, PhaseServiceUnbind, PhaseServiceRequestsDone, PhaseServiceStop,
        PhaseBeforeClusterShutdown, PhaseClusterShardingShutdownRegion, PhaseClusterLeave, PhaseClusterExiting,
        PhaseClusterExitingDone, PhaseClusterShutdown, PhaseBeforeActorSystemTerminate, PhaseActorSystemTerminate,
    ];

    private static readonly HashSet<string> LongPhases =
        [PhaseClusterShardingShutdownRegion, PhaseClusterExiting, PhaseActorSystemTerminate];
}
