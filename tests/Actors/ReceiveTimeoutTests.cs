using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class ReceiveTimeoutTests
{
    [Fact]
    public async Task ReceiveTimeout_comes_after_a_time_without_messages_and_again()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();

        test.System.ActorOf(Props.Create(() => new Impatient(seen.Ref)));

        await seen.Next<ReceiveTimeout>();
        await seen.Next<ReceiveTimeout>();
    }

    [Fact]
    public async Task Null_ends_it()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var actor = test.System.ActorOf(Props.Create(() => new Impatient(seen.Ref)));
        await seen.Next<ReceiveTimeout>();

        actor.Tell("end");

        Assert.True(await actor.Ask<bool>("ended?"));
    }

    private sealed class Impatient : ReceiveActor
    {
        public Impatient(IActorRef seen)
        {
            SetReceiveTimeout(TimeSpan.FromMilliseconds(10));
            Receive<ReceiveTimeout>(seen.Tell);
            Receive<string>(text => text == "end", _ => SetReceiveTimeout(null));
            Receive<string>(_ => Sender.Tell(Context.ReceiveTimeout is null));
        }
    }
}
