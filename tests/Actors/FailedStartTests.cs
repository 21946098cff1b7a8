using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class FailedStartTests
{
    [Fact]
    public async Task A_constructor_that_throws_stops_the_actor_by_default()
    {
        await using var test = Systems.Start();
        var watcher = test.Probe();

        var actor = test.System.ActorOf(Props.Create(() => new Unstartable()));

        Assert.Equal(actor, (await watcher.Watch(actor)).ActorRef);
    }

    [Fact]
    public async Task The_supervisor_sees_a_failed_start_as_ActorInitializationException()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var parent = test.Supervise(new OneForOneStrategy(cause =>
        {
            seen.Ref.Tell(cause);
            return Directive.Stop;
        }));

        await parent.Ask<IActorRef>(Props.Create(() => new Unstartable()));

        await seen.Next<ActorInitializationException>();
    }

    private sealed class Unstartable : ReceiveActor
    {
        public Unstartable() => throw new TestException("no start");
    }
}
