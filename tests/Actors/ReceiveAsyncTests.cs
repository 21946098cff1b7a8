using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class ReceiveAsyncTests
{
    [Fact]
    public async Task The_next_message_waits_until_the_task_is_done()
    {
        await using var test = Systems.Start();
        var gate = new TaskCompletionSource();
        var probe = test.Probe();
        var actor = test.System.ActorOf(Props.Create(() => new Awaiting(gate.Task, probe.Ref)));

        actor.Tell("first");
        actor.Tell("second");
        await probe.Expect("begin first");
        await probe.ExpectNothing();
        gate.SetResult();

        await probe.Expect("end first", "begin second", "end second");
    }

    [Fact]
    public async Task Context_Self_and_Sender_are_valid_after_an_await()
    {
        await using var test = Systems.Start();
        var actor = test.System.ActorOf(Props.Create(() => new Yielding()));

        Assert.Equal(actor, await actor.Ask<IActorRef>("self"));
    }

    [Fact]
    public async Task Every_part_of_a_handler_runs_alone()
    {
        await using var test = Systems.Start();
        var actor = test.System.ActorOf(Props.Create(() => new Interleaved()));

        for (var i = 0; i < 200; i++)
            actor.Tell(i);

        Assert.Equal(0, await actor.Ask<int>("overlaps"));
    }

    [Fact]
    public async Task An_exception_after_an_await_goes_to_the_supervisor()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var parent = test.Supervise(Strategies.Always(Directive.Restart));
        var child = await parent.Ask<IActorRef>(Props.Create(() => new FailingLater(life.Ref)));

        child.Tell("message");

        await life.Expect("PreRestart after await: message", "PostRestart");
        Assert.Equal("alive", await child.Ask<string>(1));
    }

    [Fact]
    public async Task An_exception_before_the_first_await_goes_to_the_supervisor()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var parent = test.Supervise(Strategies.Always(Directive.Restart));
        var child = await parent.Ask<IActorRef>(Props.Create(() => new FailingLater(life.Ref)));

        child.Tell(2.5);

        await life.Expect("PreRestart at once: 2.5", "PostRestart");
    }

    [Fact]
    public async Task A_cancelled_task_is_a_failure()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var parent = test.Supervise(new OneForOneStrategy(cause =>
        {
            life.Ref.Tell(cause);
            return Directive.Resume;
        }));
        var child = await parent.Ask<IActorRef>(Props.Create(() => new FailingLater(life.Ref)));

        child.Tell('c');

        await life.Next<OperationCanceledException>();
    }

    [Fact]
    public async Task RunTask_of_an_untyped_actor_suspends_its_mailbox()
    {
        await using var test = Systems.Start();
        var gate = new TaskCompletionSource();
        var probe = test.Probe();
        var actor = test.System.ActorOf(Props.Create(() => new Running(gate.Task, probe.Ref)));

        actor.Tell("first");
        actor.Tell("second");
        await probe.Expect("begin first");
        gate.SetResult();

        await probe.Expect("end first", "begin second", "end second");
    }

    [Fact]
    public async Task An_actor_can_be_stopped_while_it_awaits()
    {
        await using var test = Systems.Start();
        var gate = new TaskCompletionSource();
        var (probe, watcher) = (test.Probe(), test.Probe());
        var actor = test.System.ActorOf(Props.Create(() => new Awaiting(gate.Task, probe.Ref)));
        actor.Tell("first");
        await probe.Expect("begin first");

        test.System.Stop(actor);

        Assert.Equal(actor, (await watcher.Watch(actor)).ActorRef);
        gate.SetResult();
        await probe.ExpectNothing();
    }

    private sealed class Awaiting : ReceiveActor
    {
        public Awaiting(Task gate, IActorRef probe) => ReceiveAnyAsync(async message =>
        {
            probe.Tell($"begin {message}");
            await gate;
            probe.Tell($"end {message}");
        });
    }

    private sealed class Yielding : ReceiveActor
    {
        public Yielding() => ReceiveAsync<string>(async _ =>
        {
            await Task.Yield();
            await Task.Run(() => { });
            Sender.Tell(Context.Self.Equals(Self) ? Self : ActorRefs.Nobody);
        });
    }

    private sealed class Interleaved : ReceiveActor
    {
        private int _inside;
        private int _overlaps;

        public Interleaved()
        {
            ReceiveAsync<int>(async _ =>
            {
                for (var i = 0; i < 3; i++)
                {
                    if (Interlocked.Increment(ref _inside) != 1)
                        _overlaps++;
                    Interlocked.Decrement(ref _inside);
                    await Task.Yield();
                }
            });
            Receive<string>(_ => Sender.Tell(_overlaps));
        }
    }

    private sealed class FailingLater : ReceiveActor
    {
        private readonly IActorRef _life;

        public FailingLater(IActorRef life)
        {
            _life = life;
            ReceiveAsync<string>(async _ =>
            {
                await Task.Yield();
                throw new TestException("after await");
            });
            ReceiveAsync<double>(_ => throw new TestException("at once"));
            ReceiveAsync<char>(_ => Task.FromCanceled(new CancellationToken(canceled: true)));
            Receive<int>(_ => Sender.Tell("alive"));
        }

        protected override void PreRestart(Exception reason, object message) => _life.Tell($"PreRestart {reason.Message}: {message}");

        protected override void PostRestart(Exception reason) => _life.Tell("PostRestart");
    }

    private sealed class Running(Task gate, IActorRef probe) : UntypedActor
    {
        protected override void OnReceive(object message) => RunTask(async () =>
        {
            probe.Tell($"begin {message}");
            await gate;
            probe.Tell($"end {message}");
        });
    }
}
