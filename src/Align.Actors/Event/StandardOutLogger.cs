namespace Align.Actors.Event;

/// <summary>The default logger: one line on standard output for each event that passes the threshold.</summary>
internal sealed class StandardOutLogger(LogThreshold threshold, ActorPath path) : InternalActorRef
{
    public override ActorPath Path { get; } = path;

    public override ActorSystem? Owner => null;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is LogEvent log && threshold.Passes(log.LogLevel()))
            Console.Out.WriteLine(log);
    }

    public override void Send(SystemMessage message)
    {
        // It never stops before its system, so nobody has to learn of its end.
    }
}
