using Align.Tests.Actors.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Actors;

public sealed class StressTests
{
    [Fact]
    public async Task A_million_messages_of_eight_senders_all_arrive_in_each_senders_order_one_at_a_time()
    {
        await using var test = Systems.Start();
        const int Senders = 8;
        const int Each = 125_000;
        var result = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiver = test.System.ActorOf(Props.Create(() => new OrderChecking(Senders, Each, result)));

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
                receiver.Tell(new Numbered(sender, i));
        })));

        Assert.Equal("in order, alone", await result.Task.WaitAsync(Systems.Patience));
    }

    [Fact]
    public async Task No_message_but_the_failing_ones_is_lost_over_restarts()
    {
        await using var test = Systems.Start();
        var kept = new Ledger();
        var actor = test.System.ActorOf(Props.Create(() => new FailingOften(kept)));

        for (var i = 1; i <= 5_000; i++)
            actor.Tell(i);

        Assert.Equal("end", await actor.Ask<string>("end", Systems.Patience));

        // Multiples of 50 fail: 1 + ... + 5000 = 12,502,500 less 50 (1 + ... + 100) = 252,500.
        Assert.Equal(12_250_000, kept.Sum);
    }

    [Fact]
    public async Task A_ring_of_actors_passes_a_token_round()
    {
        await using var test = Systems.Start();
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var last = test.Start((_, message) => done.SetResult((int)message));
        var next = last;
        for (var i = 0; i < 1_000; i++)
        {
            var target = next;
            next = test.Start((_, message) => target.Tell((int)message + 1));
        }

        next.Tell(0);

        Assert.Equal(1_000, await done.Task.WaitAsync(Systems.Patience));
    }

    [Fact]
    public void Any_mix_of_stashing_failing_and_passing_keeps_every_message_in_order() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            plan => Keeps(plan).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();

    /// <summary>0: pass, 1: pass after the next "open", 2: fail. What is passed or stashed arrives once, the failing ones never.</summary>
    private static async Task<bool> Keeps(byte[] plan)
    {
        await using var test = Systems.Start();
        var passed = new List<int>();
        var actor = test.System.ActorOf(Props.Create(() => new Planned(plan, passed)));
        for (var i = 0; i < plan.Length; i++)
            actor.Tell(i);
        await actor.Ask<string>("open", Systems.Patience);
        await actor.Ask<string>("end", Systems.Patience);
        var expected = Enumerable.Range(0, plan.Length).Where(i => plan[i] % 3 != 2).ToHashSet();
        return passed.Count == expected.Count && expected.SetEquals(passed);
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed class Ledger
    {
        public long Sum { get; set; }
    }

    private sealed class OrderChecking : ReceiveActor
    {
        private int _inside;
        private int _left;

        public OrderChecking(int senders, int each, TaskCompletionSource<string> result)
        {
            var expected = new int[senders];
            _left = senders * each;
            Receive<Numbered>(message =>
            {
                if (Interlocked.Increment(ref _inside) != 1)
                    result.TrySetResult("not alone");
                if (expected[message.Sender]++ != message.Number)
                    result.TrySetResult("out of order");
                Interlocked.Decrement(ref _inside);
                if (--_left == 0)
                    result.TrySetResult("in order, alone");
            });
        }
    }

    private sealed class FailingOften : ReceiveActor
    {
        public FailingOften(Ledger kept)
        {
            Receive<int>(n => n % 50 == 0, _ => throw new TestException("multiple of 50"));
            Receive<int>(n => { kept.Sum += n; });
            Receive<string>(text => Sender.Tell(text));
        }
    }

    private sealed class Planned : ReceiveActor, IWithUnboundedStash
    {
        private bool _open;

        public Planned(byte[] plan, List<int> passed)
        {
            Receive<int>(i => plan[i] % 3 == 2, _ => throw new TestException("planned"));
            Receive<int>(i => plan[i] % 3 == 1 && !_open, _ => Stash.Stash());
            Receive<int>(passed.Add);
            Receive<string>(text =>
            {
                _open = true;
                Stash.UnstashAll();
                Sender.Tell(text);
            });
        }

        public IStash Stash { get; set; } = null!;
    }
}
