namespace Align.Actors;

/// <summary>A Restart or a Stop concerns all children, a Resume the failed one.</summary>
public sealed class AllForOneStrategy : SupervisorStrategy
{
    /// <summary>With limits.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed within the time range; null or negative for no limit, 0 for none.</param>
    /// <param name="withinTimeRange">The time range; null for the child's whole life.</param>
    /// <param name="localOnlyDecider">Chooses the directive.</param>
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, Actors.Decider.From(localOnlyDecider))
    {
    }

    /// <summary>With limits.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed within the time range; null or negative for no limit, 0 for none.</param>
    /// <param name="withinTimeRange">The time range; null for the child's whole life.</param>
    /// <param name="decider">Chooses the directive.</param>
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider)
    {
    }

    /// <summary>With limits.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed within the time range; negative for no limit, 0 for none.</param>
    /// <param name="withinTimeMilliseconds">The time range in milliseconds; 0 or less for the child's whole life.</param>
    /// <param name="localOnlyDecider">Chooses the directive.</param>
    /// <param name="loggingEnabled">Whether failures are logged; default true.</param>
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Actors.Decider.From(localOnlyDecider), loggingEnabled)
    {
    }

    /// <summary>With limits.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed within the time range; negative for no limit, 0 for none.</param>
    /// <param name="withinTimeMilliseconds">The time range in milliseconds; 0 or less for the child's whole life.</param>
    /// <param name="decider">Chooses the directive.</param>
    /// <param name="loggingEnabled">Whether failures are logged; default true.</param>
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
        : base(maxNrOfRetries, withinTimeMilliseconds, decider, loggingEnabled)
    {
    }

    /// <summary>With no limit on restarts.</summary>
    /// <param name="localOnlyDecider">Chooses the directive.</param>
    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    /// <summary>With no limit on restarts.</summary>
    /// <param name="decider">Chooses the directive.</param>
    public AllForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    private protected override void Apply(
        ActorCell supervisor, bool restart, RestartStatistics failed, Exception cause, IReadOnlyList<RestartStatistics> children)
    {
        if (!restart || !children.All(MayRestart))
        {
            foreach (var child in children)
                supervisor.Stop(child.Child);
            return;
        }
        foreach (var child in children)
        {
            if (!ReferenceEquals(child, failed))
                child.Child.Send(new Suspend());
            child.Child.Send(new Recreate(cause));
        }
    }
}
