using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class TimerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_single_timer_sends_its_message_once_and_is_then_inactive()
    {
        await using var test = Systems.Start();
        var (actor, seen) = Timed(test);

        actor.Tell((Action<ITimerScheduler>)(timers => timers.StartSingleTimer("key", "tick", Soon)));

        await seen.Expect("tick");
        Assert.False(await actor.Ask<bool>("active?"));
    }

    [Fact]
    public async Task A_periodic_timer_sends_its_message_again_and_again()
    {
        await using var test = Systems.Start();
        var (actor, seen) = Timed(test);

        actor.Tell((Action<ITimerScheduler>)(timers => timers.StartPeriodicTimer("key", "tick", Soon)));

        await seen.Expect("tick", "tick", "tick");
        Assert.True(await actor.Ask<bool>("active?"));
    }

    [Fact]
    public async Task A_cancelled_timer_sends_nothing_even_if_its_message_is_in_the_mailbox_already()
    {
        await using var test = Systems.Start();
        var (actor, seen) = Timed(test);
        using var gate = new ManualResetEventSlim();

        // The first timer fires into the mailbox while the actor waits for the second one, which the scheduler runs.
        test.System.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(200), gate.Set);
        actor.Tell((Action<ITimerScheduler>)(timers =>
        {
            timers.StartSingleTimer("key", "tick", TimeSpan.FromMilliseconds(1));
            gate.Wait(Systems.Patience);
            timers.Cancel("key");
        }));

        Assert.False(await actor.Ask<bool>("active?"));
        await seen.ExpectNothing();
    }

    [Fact]
    public async Task A_new_timer_takes_the_place_of_the_old_one_of_its_key()
    {
        await using var test = Systems.Start();
        var (actor, seen) = Timed(test);

        actor.Tell((Action<ITimerScheduler>)(timers =>
        {
            timers.StartSingleTimer("key", "old", TimeSpan.FromMilliseconds(1));
            timers.StartSingleTimer("key", "new", Soon);
        }));

        await seen.Expect("new");
        await seen.ExpectNothing();
    }

    [Fact]
    public async Task A_restart_cancels_the_timers()
    {
        await using var test = Systems.Start();
        var (actor, seen) = Timed(test);
        actor.Tell((Action<ITimerScheduler>)(timers => timers.StartPeriodicTimer("key", "tick", Soon)));
        await seen.Expect("tick");

        actor.Tell((Action<ITimerScheduler>)(_ => throw new TestException("restart")));

        Assert.False(await actor.Ask<bool>("active?"));
    }

    [Fact]
    public async Task Timers_can_start_in_the_constructor()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();

        test.System.ActorOf(Props.Create(() => new AtOnce(seen.Ref)));

        await seen.Expect("tick");
    }

    private static (IActorRef Actor, Probe Seen) Timed(TestSystem test)
    {
        var seen = test.Probe();
        return (test.System.ActorOf(Props.Create(() => new WithTimers(seen.Ref))), seen);
    }

    private sealed class WithTimers : ReceiveActor, IWithTimers
    {
        public WithTimers(IActorRef seen)
        {
            Receive<Action<ITimerScheduler>>(use => use(Timers));
            Receive<string>(text => text == "active?", _ => Sender.Tell(Timers.IsTimerActive("key")));
            ReceiveAny(message => seen.Tell(message));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }

    private sealed class AtOnce : ReceiveActor, IWithTimers
    {
        public AtOnce(IActorRef seen)
        {
            Timers.StartSingleTimer("key", "tick", Soon);
            ReceiveAny(message => seen.Tell(message));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
