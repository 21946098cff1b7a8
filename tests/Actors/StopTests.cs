using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class StopTests
{
    [Fact]
    public async Task PoisonPill_stops_after_the_messages_before_it()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var actor = test.Start((_, message) => seen.Ref.Tell(message));

        actor.Tell(1);
        actor.Tell(2);
        Assert.True(await actor.GracefulStop(Systems.Patience));

        await seen.Expect(1, 2);
    }

    [Fact]
    public async Task Messages_behind_a_PoisonPill_go_to_the_dead_letters()
    {
        await using var test = Systems.Start();
        var dead = test.Events<DeadLetter>();
        var actor = test.Start((_, _) => { });

        actor.Tell(PoisonPill.Instance);
        actor.Tell("late");

        var letter = await dead.Next<DeadLetter>();
        Assert.Equal("late", letter.Message);
        Assert.Equal(actor, letter.Recipient);
    }

    [Fact]
    public async Task Stop_overtakes_the_messages_that_wait()
    {
        await using var test = Systems.Start();
        var dead = test.Events<DeadLetter>();
        using var gate = new ManualResetEventSlim();
        var blocked = test.Start((context, message) =>
        {
            gate.Wait(Systems.Patience);
            context.Stop(context.Self);
        });

        blocked.Tell("in work");
        blocked.Tell("waiting");
        gate.Set();

        Assert.Equal("waiting", (await dead.Next<DeadLetter>()).Message);
    }

    [Fact]
    public async Task GracefulStop_with_a_message_waits_for_the_actor_to_stop_itself()
    {
        await using var test = Systems.Start();
        var actor = test.Start((context, message) => context.Stop(context.Self));

        Assert.True(await actor.GracefulStop(Systems.Patience, "please"));
    }

    [Fact]
    public async Task GracefulStop_is_false_when_the_actor_does_not_stop_in_time()
    {
        await using var test = Systems.Start();
        var actor = test.Start((_, _) => { });

        Assert.False(await actor.GracefulStop(TimeSpan.FromMilliseconds(1), "no reason to stop"));
    }

    [Fact]
    public async Task Terminate_stops_all_actors_and_completes_WhenTerminated()
    {
        var test = Systems.Start();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callback = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = test.System.ActorOf(Props.Create(() => new Ending(ended)));
        test.System.RegisterOnTermination(callback.SetResult);
        Assert.Equal("ready", await actor.Ask<string>("?"));

        await test.DisposeAsync();

        Assert.True(ended.Task.IsCompleted);
        await callback.Task.WaitAsync(Systems.Patience);
        await test.System.WhenTerminated.WaitAsync(Systems.Patience);
    }

    [Fact]
    public async Task A_message_to_a_terminated_system_is_no_error()
    {
        var test = Systems.Start();
        var actor = test.Start((_, _) => { });
        await test.DisposeAsync();

        actor.Tell("nobody listens");
        Assert.Equal("test", test.System.Name);
    }

    private sealed class Ending : ReceiveActor
    {
        private readonly TaskCompletionSource _ended;

        public Ending(TaskCompletionSource ended)
        {
            _ended = ended;
            ReceiveAny(_ => Sender.Tell("ready"));
        }

        protected override void PostStop() => _ended.SetResult();
    }
}
