namespace Align.Tests.Actors.Support;

/// <summary>A system that terminates with the test.</summary>
internal sealed class TestSystem(ActorSystem system) : IAsyncDisposable
{
    public ActorSystem System { get; } = system;

    public IActorRef Start(Action<IUntypedActorContext, object> onMessage, string? name = null) =>
        System.ActorOf(Props.Create(() => new Lambda(onMessage)), name);

    public IActorRef Supervise(SupervisorStrategy strategy, string? name = null) =>
        System.ActorOf(Props.Create(() => new Parent(strategy)), name);

    public Probe Probe() => new(System);

    /// <summary>A probe for what is published under a class of events.</summary>
    public Probe Events<T>()
    {
        var probe = new Probe(System);
        System.EventStream.Subscribe(probe.Ref, typeof(T));
        return probe;
    }

    public async ValueTask DisposeAsync() => await System.Terminate().WaitAsync(Systems.Patience);
}
