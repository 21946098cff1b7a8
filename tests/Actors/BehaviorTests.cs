using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class BehaviorTests
{
    [Fact]
    public async Task Handlers_are_tried_in_the_order_of_their_registration()
    {
        await using var test = Systems.Start();
        var actor = test.System.ActorOf(Props.Create(() => new Ordered()));

        Assert.Equal("small", await actor.Ask<string>(1));
        Assert.Equal("big", await actor.Ask<string>(100));
        Assert.Equal("text", await actor.Ask<string>("x"));
        Assert.Equal("anything", await actor.Ask<string>('x'));
    }

    [Fact]
    public async Task Become_replaces_and_UnbecomeStacked_returns()
    {
        await using var test = Systems.Start();
        var actor = test.System.ActorOf(Props.Create(() => new Moody()));

        Assert.Equal("calm", await actor.Ask<string>("?"));
        actor.Tell("happy");
        Assert.Equal("happy", await actor.Ask<string>("?"));
        actor.Tell("angry on top");
        Assert.Equal("angry", await actor.Ask<string>("?"));
        actor.Tell("back");
        Assert.Equal("happy", await actor.Ask<string>("?"));
    }

    [Fact]
    public async Task A_restart_returns_to_the_first_behaviour()
    {
        await using var test = Systems.Start();
        var actor = test.System.ActorOf(Props.Create(() => new Moody()));
        actor.Tell("happy");

        actor.Tell(new TestException("restart"));

        Assert.Equal("calm", await actor.Ask<string>("?"));
    }

    [Fact]
    public async Task A_message_without_a_handler_is_published_as_UnhandledMessage()
    {
        await using var test = Systems.Start();
        var unhandled = test.Events<UnhandledMessage>();
        var actor = test.System.ActorOf(Props.Create(() => new Moody()));

        actor.Tell(3.14);

        var message = await unhandled.Next<UnhandledMessage>();
        Assert.Equal(3.14, message.Message);
        Assert.Equal(actor, message.Recipient);
    }

    [Fact]
    public async Task No_handler_can_follow_one_that_takes_everything()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var parent = test.Supervise(new OneForOneStrategy(cause =>
        {
            seen.Ref.Tell(cause);
            return Directive.Stop;
        }));

        await parent.Ask<IActorRef>(Props.Create(() => new AfterAny()));

        await seen.Next<ActorInitializationException>();
    }

    [Fact]
    public async Task An_untyped_actor_switches_behaviours_too()
    {
        await using var test = Systems.Start();
        var actor = test.System.ActorOf(Props.Create(() => new Switch()));

        actor.Tell("on");
        Assert.Equal("on", await actor.Ask<string>("?"));
        actor.Tell("off");
        Assert.Equal("off", await actor.Ask<string>("?"));
    }

    private sealed class Ordered : ReceiveActor
    {
        private static readonly Type StringType = typeof(string);

        public Ordered()
        {
            Receive<int>(n => n < 10, _ => Sender.Tell("small"));
            Receive<int>(_ => Sender.Tell("big"));
            Receive<char>(_ => false);
            Receive(StringType, _ => Sender.Tell("text"));
            ReceiveAny(_ => Sender.Tell("anything"));
        }
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody() => Mood("calm");

        private void Mood(string name)
        {
            Receive<Exception>(cause => throw cause);
            Receive<string>(text => text == "?", _ => Sender.Tell(name));
            Receive<string>(text => text == "happy", _ => Become(() => Mood("happy")));
            Receive<string>(text => text == "angry on top", _ => BecomeStacked(() => Mood("angry")));
            Receive<string>(text => text == "back", _ => UnbecomeStacked());
        }
    }

    private sealed class AfterAny : ReceiveActor
    {
        public AfterAny()
        {
            ReceiveAny(_ => { });
            Receive<int>(_ => { });
        }
    }

    private sealed class Switch : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "on")
                BecomeStacked(On);
            else
                Sender.Tell("off");
        }

        private void On(object message)
        {
            if (message is "off")
                UnbecomeStacked();
            else
                Sender.Tell("on");
        }
    }
}
