using Align.Actors.Event;

namespace Align.Actors;

/// <summary>How an actor answers for its children's failures.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stop for an actor that could not start, was killed or broke a death pact; Restart for everything else.</summary>
    public static readonly IDecider DefaultDecider = Actors.Decider.From(cause => cause switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    });

    /// <summary>One for one, by the <see cref="DefaultDecider"/>, with no limit on restarts.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>One for one, always Stop.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(_ => Directive.Stop);

    private protected SupervisorStrategy(int maxNumberOfRetries, int withinTimeRangeMilliseconds, IDecider decider, bool loggingEnabled)
    {
        MaxNumberOfRetries = maxNumberOfRetries;
        WithinTimeRangeMilliseconds = withinTimeRangeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    /// <summary>Chooses the directive.</summary>
    public IDecider Decider { get; }

    /// <summary>Restarts allowed within the time range; 0 for none, negative for no limit.</summary>
    public int MaxNumberOfRetries { get; }

    /// <summary>The time range in milliseconds; 0 or less for the child's whole life.</summary>
    public int WithinTimeRangeMilliseconds { get; }

    private bool LoggingEnabled { get; }

    /// <summary>Applies the directive for a failure.</summary>
    /// <returns>False when the failure is to be escalated.</returns>
    internal bool HandleFailure(ActorCell supervisor, RestartStatistics failed, Exception cause, IReadOnlyList<RestartStatistics> children)
    {
        var directive = Decider.Decide(cause);
        Report(supervisor, failed, cause, directive);
        switch (directive)
        {
            case Directive.Escalate:
                return false;
            case Directive.Resume:
                failed.Child.Send(new Resume(cause));
                return true;
            default:
                Apply(supervisor, directive == Directive.Restart, failed, cause, children);
                return true;
        }
    }

    private protected abstract void Apply(
        ActorCell supervisor, bool restart, RestartStatistics failed, Exception cause, IReadOnlyList<RestartStatistics> children);

    private protected bool MayRestart(RestartStatistics child) => child.RequestRestart(MaxNumberOfRetries, WithinTimeRangeMilliseconds);

    private protected static int Milliseconds(TimeSpan? range) =>
        (int)(range ?? Timeout.InfiniteTimeSpan).TotalMilliseconds;

    private void Report(ActorCell supervisor, RestartStatistics failed, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate)
            return;
        var source = failed.Child.Path.ToString();
        var message = (cause as ActorInitializationException)?.InnerException?.Message ?? cause.Message;
        LogEvent log = directive == Directive.Resume
            ? new Warning(cause, source, GetType(), message)
            : new Error(cause, source, GetType(), message);
        supervisor.System.EventStream.Publish(log);
    }
}
