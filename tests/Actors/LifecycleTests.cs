using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class LifecycleTests
{
    [Fact]
    public async Task PreStart_comes_before_the_first_message_and_PostStop_after_the_last()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var actor = test.System.ActorOf(Props.Create(() => new Worker(life.Ref, "a")));

        actor.Tell(1);
        Assert.True(await actor.GracefulStop(Systems.Patience));

        await life.Expect("a: PreStart", "a: PostStop");
    }

    [Fact]
    public async Task Children_stop_before_their_parents_PostStop()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var parent = test.System.ActorOf(Props.Create(() => new Worker(life.Ref, "parent")));
        var child = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "child")));
        Assert.Equal(0, await child.Ask<int>("sum"));

        await parent.GracefulStop(Systems.Patience);

        await life.Expect("parent: PreStart", "child: PreStart", "child: PostStop", "parent: PostStop");
    }

    [Fact]
    public async Task PreRestart_stops_the_children_by_default_before_the_new_instance_starts()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var parent = test.System.ActorOf(Props.Create(() => new Worker(life.Ref, "parent")));
        var child = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "child")));
        Assert.Equal(0, await child.Ask<int>("sum"));

        parent.Tell("throw");

        await life.Expect(
            "parent: PreStart", "child: PreStart", "parent: PreRestart thrown throw", "parent: PostStop",
            "child: PostStop", "parent: PostRestart thrown", "parent: PreStart");
    }

    [Fact]
    public async Task Children_that_PreRestart_keeps_are_restarted_with_their_parent()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var parent = test.System.ActorOf(Props.Create(() => new KeepingChildren()));
        var child = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "child")));
        child.Tell(5);
        Assert.Equal(5, await child.Ask<int>("sum"));

        parent.Tell("throw");

        await life.Expect("child: PreStart", "child: PreRestart thrown ", "child: PostStop", "child: PostRestart thrown", "child: PreStart");
        Assert.Equal(0, await child.Ask<int>("sum"));
    }

    [Fact]
    public async Task A_PreRestart_that_throws_does_not_keep_the_actor_from_its_restart()
    {
        await using var test = Systems.Start();
        var actor = test.System.ActorOf(Props.Create(() => new BadPreRestart()));

        actor.Tell("throw");

        Assert.Equal("alive", await actor.Ask<string>("ask"));
    }

    [Fact]
    public async Task A_PostRestart_that_throws_stops_the_actor_by_default()
    {
        await using var test = Systems.Start();
        var actor = test.System.ActorOf(Props.Create(() => new BadPostRestart()));
        var terminated = test.Probe().Watch(actor);

        actor.Tell("throw");

        Assert.Equal(actor, (await terminated).ActorRef);
    }

    [Fact]
    public async Task A_start_that_failed_can_be_tried_again()
    {
        await using var test = Systems.Start();
        var attempts = new Attempts();
        var parent = test.Supervise(Strategies.Always(Directive.Restart));

        var child = await parent.Ask<IActorRef>(Props.Create(() => new StartingAtThirdAttempt(attempts)));

        Assert.Equal(3, await child.Ask<int>("attempts"));
    }

    [Fact]
    public async Task A_PostStop_that_throws_does_not_keep_the_actor_alive()
    {
        await using var test = Systems.Start();
        var actor = test.System.ActorOf(Props.Create(() => new BadPostStop()));

        Assert.True(await actor.GracefulStop(Systems.Patience));
    }

    [Fact]
    public async Task A_disposable_actor_is_disposed_with_its_instance()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var actor = test.System.ActorOf(Props.Create(() => new Disposable(life.Ref)));

        actor.Tell("throw");
        await life.Expect("disposed");
        await actor.GracefulStop(Systems.Patience);

        await life.Expect("disposed");
    }

    [Fact]
    public async Task An_actor_is_not_made_with_new()
    {
        await using var test = Systems.Start();

        Assert.Throws<ActorInitializationException>(() => new BadPostStop());
    }

    [Fact]
    public async Task The_arguments_of_Props_are_evaluated_once()
    {
        await using var test = Systems.Start();
        var calls = 0;
        int Count() => ++calls;
        var factory = (Func<int>)Count;
        var actor = test.System.ActorOf(Props.Create(() => new Numbered(factory())));

        actor.Tell(new TestException("restart"));

        Assert.Equal(1, await actor.Ask<int>("number"));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Props_take_a_type_and_its_arguments()
    {
        await using var test = Systems.Start();
        var type = typeof(Numbered);

        Assert.Equal(7, await test.System.ActorOf(Props.Create<Numbered>(7)).Ask<int>("number"));
        Assert.Equal(8, await test.System.ActorOf(Props.Create(type, 8)).Ask<int>("number"));
    }

    private sealed class KeepingChildren : ReceiveActor
    {
        public KeepingChildren()
        {
            Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
            Receive<string>(text => throw new TestException(text + "n"));
        }

        protected override void PreRestart(Exception reason, object message) => PostStop();
    }

    private sealed class BadPreRestart : ReceiveActor
    {
        public BadPreRestart()
        {
            Receive<string>(text => text == "throw", _ => throw new TestException("first"));
            Receive<string>(_ => Sender.Tell("alive"));
        }

        protected override void PreRestart(Exception reason, object message) => throw new TestException("second");
    }

    private sealed class BadPostRestart : ReceiveActor
    {
        public BadPostRestart() => ReceiveAny(_ => throw new TestException("first"));

        protected override void PostRestart(Exception reason) => throw new TestException("second");
    }

    private sealed class BadPostStop : ReceiveActor
    {
        protected override void PostStop() => throw new TestException("at the end");
    }

    private sealed class Attempts
    {
        public int Count { get; set; }
    }

    private sealed class StartingAtThirdAttempt : ReceiveActor
    {
        public StartingAtThirdAttempt(Attempts attempts)
        {
            if (++attempts.Count < 3)
                throw new TestException("not yet");
            ReceiveAny(_ => Sender.Tell(attempts.Count));
        }
    }

    private sealed class Disposable : ReceiveActor, IDisposable
    {
        private readonly IActorRef _life;

        public Disposable(IActorRef life)
        {
            _life = life;
            ReceiveAny(_ => throw new TestException("thrown"));
        }

        public void Dispose() => _life.Tell("disposed");
    }

    private sealed class Numbered : ReceiveActor
    {
        public Numbered(int number)
        {
            Receive<Exception>(cause => throw cause);
            ReceiveAny(_ => Sender.Tell(number));
        }
    }
}
