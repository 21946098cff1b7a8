using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class DeathWatchTests
{
    [Fact]
    public async Task A_watcher_gets_Terminated_when_the_actor_stops()
    {
        await using var test = Systems.Start();
        var actor = test.Start((_, _) => { });
        var notice = test.Probe().Watch(actor);
        test.System.Stop(actor);

        Assert.Equal(actor, (await notice).ActorRef);
        Assert.False((await notice).AddressTerminated);
    }

    [Fact]
    public async Task Every_watcher_gets_a_notice()
    {
        await using var test = Systems.Start();
        var actor = test.Start((_, _) => { });
        var (first, second) = (test.Probe().Watch(actor), test.Probe().Watch(actor));

        actor.Tell(PoisonPill.Instance);

        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task Watching_an_actor_that_has_stopped_gives_Terminated_at_once()
    {
        await using var test = Systems.Start();
        var actor = test.Start((_, _) => { });
        await actor.GracefulStop(Systems.Patience);

        var notice = await test.Probe().Watch(actor);

        Assert.Equal(actor, notice.ActorRef);
        Assert.False(notice.ExistenceConfirmed);
    }

    [Fact]
    public async Task A_restart_is_no_end()
    {
        await using var test = Systems.Start();
        var (life, watcher) = (test.Probe(), test.Probe());
        var actor = test.System.ActorOf(Props.Create(() => new Worker(life.Ref, "a")));
        _ = watcher.Watch(actor);

        actor.Tell("throw");
        Assert.Equal(0, await actor.Ask<int>("sum"));
        actor.Tell(PoisonPill.Instance);

        await life.Expect("a: PreStart", "a: PreRestart thrown throw", "a: PostStop", "a: PostRestart thrown", "a: PreStart", "a: PostStop");
    }

    [Fact]
    public async Task After_Unwatch_no_Terminated_arrives()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var actor = test.Start((_, _) => { });
        var watcher = test.Start((context, message) =>
        {
            if (message is Terminated)
                seen.Ref.Tell(message);
            else
                Toggle(context, actor, (string)message);
        });

        watcher.Tell("watch");
        watcher.Tell("unwatch");
        Assert.Equal("done", await watcher.Ask<string>("unwatch"));
        await actor.GracefulStop(Systems.Patience);
        Assert.Equal("done", await watcher.Ask<string>("unwatch"));

        await seen.ExpectNothing();
    }

    [Fact]
    public async Task WatchWith_sends_a_message_of_ones_own()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var actor = test.Start((_, _) => { });
        var watcher = test.Start((context, message) =>
        {
            if (message is "watch")
                context.Sender.Tell(context.WatchWith(actor, "it is gone"));
            else
                seen.Ref.Tell(message);
        });
        Assert.Equal(actor, await watcher.Ask<IActorRef>("watch"));

        actor.Tell(PoisonPill.Instance);

        await seen.Expect("it is gone");
    }

    [Fact]
    public async Task An_unhandled_Terminated_breaks_a_death_pact_and_stops_the_watcher()
    {
        await using var test = Systems.Start();
        var actor = test.Start((_, _) => { });
        var pact = test.System.ActorOf(Props.Create(() => new Pact(actor)));
        Assert.Equal("ready", await pact.Ask<string>("?"));
        var terminated = test.Probe().Watch(pact);

        actor.Tell(PoisonPill.Instance);

        Assert.Equal(pact, (await terminated).ActorRef);
    }

    [Fact]
    public async Task A_parent_gets_Terminated_of_a_child_after_it_has_left_the_children()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var parent = test.Start((context, message) =>
        {
            if (message is Terminated notice)
                seen.Ref.Tell((notice.ActorRef.Path.Name, context.Child("child").IsNobody()));
            else
                context.Stop(context.Watch(context.ActorOf(Props.Create<Idle>(), "child")));
        });

        parent.Tell("go");

        await seen.Expect(("child", true));
    }

    [Fact]
    public async Task WatchAsync_is_done_when_the_actor_has_stopped()
    {
        await using var test = Systems.Start();
        var actor = test.Start((_, _) => { });

        var gone = actor.WatchAsync();
        actor.Tell(PoisonPill.Instance);

        Assert.True(await gone.WaitAsync(Systems.Patience));
    }

    private static void Toggle(IActorContext context, IActorRef actor, string what)
    {
        if (what == "watch")
            context.Watch(actor);
        else
            context.Unwatch(actor);
        context.Sender.Tell("done");
    }

    private sealed class Pact : ReceiveActor
    {
        public Pact(IActorRef other)
        {
            Context.Watch(other);
            Receive<string>(_ => Sender.Tell("ready"));
        }
    }
}
