namespace Align.Actors;

/// <summary>The directive concerns the failed child alone.</summary>
public sealed class OneForOneStrategy : SupervisorStrategy
{
    /// <summary>With limits.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed within the time range; null or negative for no limit, 0 for none.</param>
    /// <param name="withinTimeRange">The time range; null for the child's whole life.</param>
    /// <param name="localOnlyDecider">Chooses the directive.</param>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, Actors.Decider.From(localOnlyDecider))
    {
    }

    /// <summary>With limits.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed within the time range; null or negative for no limit, 0 for none.</param>
    /// <param name="withinTimeRange">The time range; null for the child's whole life.</param>
    /// <param name="decider">Chooses the directive.</param>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider)
    {
    }

    /// <summary>With limits.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed within the time range; negative for no limit, 0 for none.</param>
    /// <param name="withinTimeMilliseconds">The time range in milliseconds; 0 or less for the child's whole life.</param>
    /// <param name="localOnlyDecider">Chooses the directive.</param>
    /// <param name="loggingEnabled">Whether failures are logged; default true.</param>
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Actors.Decider.From(localOnlyDecider), loggingEnabled)
    {
    }

    /// <summary>With limits.</summary>
    /// <param name="maxNrOfRetries">Restarts allowed within the time range; negative for no limit, 0 for none.</param>
    /// <param name="withinTimeMilliseconds">The time range in milliseconds; 0 or less for the child's whole life.</param>
    /// <param name="decider">Chooses the directive.</param>
    /// <param name="loggingEnabled">Whether failures are logged; default true.</param>
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
        : base(maxNrOfRetries, withinTimeMilliseconds, decider, loggingEnabled)
    {
    }

    /// <summary>With no limit on restarts.</summary>
    /// <param name="localOnlyDecider">Chooses the directive.</param>
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    /// <summary>With no limit on restarts.</summary>
    /// <param name="decider">Chooses the directive.</param>
    public OneForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    private protected override void Apply(
        ActorCell supervisor, bool restart, RestartStatistics failed, Exception cause, IReadOnlyList<RestartStatistics> children)
    {
        if (restart && MayRestart(failed))
            failed.Child.Send(new Recreate(cause));
        else
            supervisor.Stop(failed.Child);
    }
}
