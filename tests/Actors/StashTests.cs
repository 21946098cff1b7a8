using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class StashTests
{
    [Fact]
    public async Task UnstashAll_puts_the_messages_before_those_that_wait_in_their_order()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var actor = test.System.ActorOf(Props.Create(() => new Opening(seen.Ref)));

        foreach (object message in new object[] { 1, 2, 3, "open", 4 })
            actor.Tell(message);

        await seen.Expect(1, 2, 3, 4);
    }

    [Fact]
    public async Task Stashed_messages_keep_their_senders()
    {
        await using var test = Systems.Start();
        var (seen, sender) = (test.Probe(), test.Probe());
        var actor = test.System.ActorOf(Props.Create(() => new Opening(seen.Ref)));

        actor.Tell(1, sender.Ref);
        actor.Tell("open");

        await seen.Expect(1);
        await sender.Expect("thanks");
    }

    [Fact]
    public async Task Unstash_puts_the_oldest_message_back()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var actor = test.System.ActorOf(Props.Create(() => new Opening(seen.Ref)));

        foreach (object message in new object[] { 1, 2, 3, "one" })
            actor.Tell(message);

        await seen.Expect(1);
        Assert.Equal(2, await actor.Ask<int>("count"));
    }

    [Fact]
    public async Task The_same_message_is_stashed_only_once()
    {
        await using var test = Systems.Start();
        var actor = test.System.ActorOf(Props.Create(() => new Twice()));

        Assert.Equal(nameof(IllegalActorStateException), await actor.Ask<string>("?"));
    }

    [Fact]
    public async Task A_restart_unstashes_all_messages()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var actor = test.System.ActorOf(Props.Create(() => new OpenAfterRestart(seen.Ref, new Flag())));

        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("throw");
        actor.Tell(3);

        await seen.Expect(1, 2, 3);
    }

    [Fact]
    public async Task Messages_still_stashed_when_the_actor_stops_go_to_the_dead_letters()
    {
        await using var test = Systems.Start();
        var (seen, dead) = (test.Probe(), test.Events<DeadLetter>());
        var actor = test.System.ActorOf(Props.Create(() => new Opening(seen.Ref)));

        actor.Tell(1);
        actor.Tell(PoisonPill.Instance);

        Assert.Equal(1, (await dead.Next<DeadLetter>()).Message);
    }

    private sealed class Opening : ReceiveActor, IWithUnboundedStash
    {
        public Opening(IActorRef seen)
        {
            void Take(int n)
            {
                seen.Tell(n);
                Sender.Tell("thanks");
            }

            Receive<string>(text => text == "open", _ =>
            {
                Become(() => Receive<int>(Take));
                Stash.UnstashAll();
            });
            Receive<string>(text => text == "one", _ =>
            {
                BecomeStacked(() =>
                {
                    Receive<int>(n =>
                    {
                        Take(n);
                        UnbecomeStacked();
                    });
                    ReceiveAny(_ => Stash.Stash());
                });
                Stash.Unstash();
            });
            Receive<string>(text => text == "count", _ => Sender.Tell(Stash.Count));
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Twice : ReceiveActor, IWithStash
    {
        public Twice() => ReceiveAny(_ =>
        {
            Stash.Stash();
            var exception = Assert.ThrowsAny<Exception>(Stash.Stash);
            Sender.Tell(exception.GetType().Name);
        });

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Flag
    {
        public bool Open { get; set; }
    }

    private sealed class OpenAfterRestart : ReceiveActor, IWithUnboundedStash
    {
        public OpenAfterRestart(IActorRef seen, Flag flag)
        {
            Receive<string>(_ =>
            {
                flag.Open = true;
                throw new TestException("thrown");
            });
            Receive<int>(_ => flag.Open, n => seen.Tell(n));
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }
}
