namespace Align.Tests.Actors.Support;

/// <summary>Counts numbers, throws each exception that it gets, and reports its life to a probe.</summary>
internal class Worker : ReceiveActor
{
    private readonly IActorRef _life;
    private readonly string _name;
    private int _sum;

    public Worker(IActorRef life, string name = "worker")
    {
        _life = life;
        _name = name;
        Receive<int>(n => _sum += n);
        Receive<Exception>(cause => throw cause);
        Receive<string>(text => text == "sum", _ => Sender.Tell(_sum));
        Receive<string>(text => text == "throw", _ => throw new TestException("thrown"));
        Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
    }

    protected override void PreStart() => Report("PreStart");

    protected override void PostStop() => Report("PostStop");

    protected override void PreRestart(Exception reason, object message)
    {
        Report($"PreRestart {reason.Message} {message}");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        Report($"PostRestart {reason.Message}");
        base.PostRestart(reason);
    }

    private void Report(string hook) => _life.Tell($"{_name}: {hook}");
}
