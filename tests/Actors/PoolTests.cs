using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class PoolTests
{
    [Fact]
    public async Task Round_robin_sends_to_the_routees_in_turn()
    {
        await using var test = Systems.Start();
        var router = test.System.ActorOf(Props.Create<Echo>().WithRouter(new RoundRobinPool(3)), "pool");

        var order = new List<IActorRef>();
        for (var i = 0; i < 9; i++)
            order.Add(await router.Ask<IActorRef>("who"));

        Assert.Equal(3, order.Distinct().Count());
        Assert.Equal(order[..3], order[3..6]);
        Assert.Equal(order[..3], order[6..9]);
        Assert.All(order, routee => Assert.Equal(router.Path, routee.Path.Parent));
    }

    [Fact]
    public async Task Messages_through_a_router_keep_their_sender_order_for_each_routee()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var router = test.System.ActorOf(Props.Create(() => new Relay(seen.Ref)).WithRouter(new RoundRobinPool(1)));

        for (var i = 0; i < 500; i++)
            router.Tell(i);

        await seen.Expect([.. Enumerable.Range(0, 500).Cast<object>()]);
    }

    [Fact]
    public async Task Smallest_mailbox_avoids_a_busy_routee()
    {
        await using var test = Systems.Start();
        using var gate = new ManualResetEventSlim();
        var seen = test.Probe();
        var pool = test.System.ActorOf(Props.Create(() => new Blocking(gate, seen.Ref)).WithRouter(new SmallestMailboxPool(2)));
        var members = (await pool.Ask<Routees>(GetRoutees.Instance)).Members.Cast<ActorRefRoutee>().Select(r => r.Actor).ToArray();

        // One routee is busy and has mail of its own, so all that follows goes to the other one.
        members[0].Tell("block");
        await seen.Expect("blocked");
        for (var i = 0; i < 10; i++)
            members[0].Tell("waiting");
        for (var i = 0; i < 5; i++)
            Assert.Equal(members[1], await pool.Ask<IActorRef>("who"));
        gate.Set();
    }

    [Fact]
    public async Task GetRoutees_lists_the_routees()
    {
        await using var test = Systems.Start();
        var router = test.System.ActorOf(new RoundRobinPool(4).Props(Props.Create<Echo>()));

        Assert.Equal(4, (await router.Ask<Routees>(GetRoutees.Instance)).Members.Count());
    }

    [Fact]
    public async Task Broadcast_reaches_all_routees()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var router = test.System.ActorOf(Props.Create(() => new Relay(seen.Ref)).WithRouter(new RoundRobinPool(3)));

        router.Tell(new Broadcast("hello"));

        await seen.Expect("hello", "hello", "hello");
    }

    [Fact]
    public async Task A_router_stops_when_its_last_routee_has_stopped()
    {
        await using var test = Systems.Start();
        var router = test.System.ActorOf(Props.Create<Echo>().WithRouter(new RoundRobinPool(3)));
        var terminated = test.Probe().Watch(router);

        router.Tell(new Broadcast(PoisonPill.Instance));

        Assert.Equal(router, (await terminated).ActorRef);
    }

    [Fact]
    public async Task PoisonPill_stops_the_router_and_its_routees()
    {
        await using var test = Systems.Start();
        var router = test.System.ActorOf(Props.Create<Echo>().WithRouter(new RoundRobinPool(2)));
        var routee = await router.Ask<IActorRef>("who");
        var terminated = test.Probe().Watch(routee);

        Assert.True(await router.GracefulStop(Systems.Patience));
        Assert.Equal(routee, (await terminated).ActorRef);
    }

    [Fact]
    public async Task By_default_a_failed_routee_restarts_alone()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var router = test.System.ActorOf(Props.Create(() => new Worker(life.Ref, "r")).WithRouter(new RoundRobinPool(2)));
        await life.Expect("r: PreStart", "r: PreStart");

        router.Tell("throw");

        await life.Expect("r: PreRestart thrown throw", "r: PostStop", "r: PostRestart thrown", "r: PreStart");
        Assert.Equal(0, await router.Ask<int>("sum"));
        await life.ExpectNothing();
    }

    [Fact]
    public async Task A_router_that_is_restarted_restarts_all_its_routees()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var pool = new RoundRobinPool(2).WithSupervisorStrategy(Strategies.Always(Directive.Escalate));
        var router = test.System.ActorOf(Props.Create(() => new Worker(life.Ref, "r")).WithRouter(pool));
        await life.Expect("r: PreStart", "r: PreStart");

        router.Tell("throw");

        var hooks = new List<string>();
        for (var i = 0; i < 8; i++)
            hooks.Add(await life.Next<string>());
        Assert.Equal(2, hooks.Count(h => h == "r: PostRestart thrown"));
        Assert.Equal(0, await router.Ask<int>("sum"));
    }

    [Fact]
    public async Task The_pools_own_strategy_decides_about_its_routees()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var pool = new RoundRobinPool(1).WithSupervisorStrategy(Strategies.Always(Directive.Resume));
        var router = test.System.ActorOf(Props.Create(() => new Worker(life.Ref, "r")).WithRouter(pool));

        router.Tell(3);
        router.Tell("throw");

        Assert.Equal(3, await router.Ask<int>("sum"));
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(_ => Sender.Tell(Self));
    }

    private sealed class Relay : ReceiveActor
    {
        public Relay(IActorRef seen) => ReceiveAny(message => seen.Tell(message));
    }

    private sealed class Blocking : ReceiveActor
    {
        public Blocking(ManualResetEventSlim gate, IActorRef seen)
        {
            Receive<string>(text => text == "block", _ =>
            {
                seen.Tell("blocked");
                gate.Wait(Systems.Patience);
            });
            Receive<string>(text => text == "who", _ => Sender.Tell(Self));
            ReceiveAny(_ => { });
        }
    }
}
