using System.Collections.Concurrent;
using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class CoordinatedShutdownTests
{
    [Fact]
    public async Task Phases_run_in_their_order_and_the_system_terminates_last()
    {
        await using var test = Systems.Start();
        var shutdown = CoordinatedShutdown.Get(test.System);
        var ran = new ConcurrentQueue<string>();
        foreach (var phase in new[]
        {
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate, CoordinatedShutdown.PhaseServiceStop,
            CoordinatedShutdown.PhaseBeforeServiceUnbind, CoordinatedShutdown.PhaseServiceRequestsDone, CoordinatedShutdown.PhaseServiceUnbind,
        })
            shutdown.AddTask(phase, "note", Note(ran, phase, test.System));

        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Systems.Patience);

        Assert.Equal(
            ["before-service-unbind", "service-unbind", "service-requests-done", "service-stop", "before-actor-system-terminate"], ran);
        Assert.True(test.System.WhenTerminated.IsCompleted);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task Actors_still_answer_before_the_last_phase()
    {
        await using var test = Systems.Start();
        var actor = test.Start((context, _) => context.Sender.Tell("alive"));
        var answer = new TaskCompletionSource<string>();
        CoordinatedShutdown.Get(test.System).AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "ask", async () =>
        {
            answer.SetResult(await actor.Ask<string>("?", Systems.Patience));
            return Done.Instance;
        });

        await test.System.Terminate().WaitAsync(Systems.Patience);

        Assert.Equal("alive", await answer.Task);
    }

    [Fact]
    public async Task A_second_run_joins_the_first()
    {
        await using var test = Systems.Start();
        var shutdown = CoordinatedShutdown.Get(test.System);
        var count = 0;
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "count", () => Task.FromResult(Interlocked.Increment(ref count) > 0 ? Done.Instance : Done.Instance));

        await Task.WhenAll(
            shutdown.Run(CoordinatedShutdown.UnknownReason.Instance), shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance)).WaitAsync(Systems.Patience);

        Assert.Equal(1, count);
        Assert.Same(CoordinatedShutdown.UnknownReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task Tasks_of_one_phase_run_at_the_same_time()
    {
        await using var test = Systems.Start();
        var shutdown = CoordinatedShutdown.Get(test.System);
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "first", async () =>
        {
            first.SetResult();
            await second.Task;
            return Done.Instance;
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "second", async () =>
        {
            await first.Task;
            second.SetResult();
            return Done.Instance;
        });

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Systems.Patience);

        Assert.True(second.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_task_that_fails_does_not_keep_the_next_phase_from_running()
    {
        await using var test = Systems.Start();
        var shutdown = CoordinatedShutdown.Get(test.System);
        var ran = new ConcurrentQueue<string>();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "fail", () => Task.FromException<Done>(new TestException("no")));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "throw", () => throw new TestException("no"));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "note", Note(ran, "ran", test.System));

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Systems.Patience);

        Assert.Equal(["ran"], ran);
    }

    [Fact]
    public async Task A_phase_that_runs_out_of_time_is_left_for_the_next()
    {
        await using var test = Systems.Start("akka.coordinated-shutdown.phases.service-stop.timeout = 20ms");
        var shutdown = CoordinatedShutdown.Get(test.System);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "hang", () => new TaskCompletionSource<Done>().Task);

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Systems.Patience);

        Assert.True(test.System.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Timeouts_come_from_the_settings()
    {
        await using var test = Systems.Start("akka.coordinated-shutdown { default-phase-timeout = 7 s, phases.before-service-unbind { timeout = 2 m } }");
        var shutdown = CoordinatedShutdown.Get(test.System);

        Assert.Equal(TimeSpan.FromMinutes(2), shutdown.Timeout(CoordinatedShutdown.PhaseBeforeServiceUnbind));
        Assert.Equal(TimeSpan.FromSeconds(7), shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop));
        Assert.Equal(TimeSpan.FromSeconds(10), shutdown.Timeout(CoordinatedShutdown.PhaseActorSystemTerminate));
    }

    [Fact]
    public async Task A_run_can_begin_at_a_later_phase()
    {
        await using var test = Systems.Start();
        var shutdown = CoordinatedShutdown.Get(test.System);
        var ran = new ConcurrentQueue<string>();
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "early", Note(ran, "early", test.System));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "late", Note(ran, "late", test.System));

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseServiceStop).WaitAsync(Systems.Patience);

        Assert.Equal(["late"], ran);
    }

    [Fact]
    public async Task An_unknown_phase_is_refused()
    {
        await using var test = Systems.Start();

        Assert.ThrowsAny<Exception>(() => CoordinatedShutdown.Get(test.System).AddTask("lunch", "eat", () => Task.FromResult(Done.Instance)));
    }

    private static Func<Task<Done>> Note(ConcurrentQueue<string> ran, string what, ActorSystem system) => () =>
    {
        Assert.False(system.WhenTerminated.IsCompleted);
        ran.Enqueue(what);
        return Task.FromResult(Done.Instance);
    };
}
