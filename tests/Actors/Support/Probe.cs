using System.Threading.Channels;

namespace Align.Tests.Actors.Support;

/// <summary>An actor whose messages the test reads.</summary>
internal sealed class Probe
{
    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();

    public Probe(ActorSystem system)
    {
        var writer = _received.Writer;
        Ref = system.ActorOf(Props.Create(() => new Inbox(writer)));
    }

    public IActorRef Ref { get; }

    public async Task<T> Next<T>() => Assert.IsType<T>((await NextReceived()).Message, exactMatch: false);

    public async Task<Received> NextReceived()
    {
        using var patience = new CancellationTokenSource(Systems.Patience);
        return await _received.Reader.ReadAsync(patience.Token);
    }

    public async Task Expect(params object[] messages)
    {
        foreach (var message in messages)
            Assert.Equal(message, (await NextReceived()).Message);
    }

    /// <summary>Shows that nothing came up to now: a mark sent now is the next message.</summary>
    public async Task ExpectNothing()
    {
        var mark = new object();
        Ref.Tell(mark);
        Assert.Same(mark, (await NextReceived()).Message);
    }

    public Task<Terminated> Watch(IActorRef actor)
    {
        Ref.Tell(new WatchThis(actor));
        return Next<Terminated>();
    }

    public sealed record Received(object Message, IActorRef Sender);

    private sealed record WatchThis(IActorRef Actor);

    private sealed class Inbox : ReceiveActor
    {
        public Inbox(ChannelWriter<Received> writer)
        {
            Receive<WatchThis>(m => Context.Watch(m.Actor));
            ReceiveAny(m => Assert.True(writer.TryWrite(new Received(m, Sender))));
        }
    }
}
