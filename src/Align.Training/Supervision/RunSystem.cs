namespace Align.Training.Supervision;

/// <summary>The actor system of a run, from its start to the end of its last actor.</summary>
internal static class RunSystem
{
    // Failures reach the user as the run's own report, not as the actor system's log lines.
    private const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF }";

    /// <summary>Lets a supervisor lead the run and returns how it ended. All work has stopped by then: the tensors may be freed.</summary>
    public static async Task<RunEnded> SuperviseAsync(RunServices services, RunProgress progress, CancellationToken stop)
    {
        using var ended = new CancellationTokenSource();
        var outcome = new TaskCompletionSource<RunEnded>(TaskCreationOptions.RunContinuationsAsynchronously);
        var system = ActorSystem.Create("align", Quiet);
        try
        {
            var token = ended.Token;
            var supervisor = system.ActorOf(Props.Create(() => new RunSupervisor(services, outcome, token)), "run");
            await using var registration = stop.Register(() => supervisor.Tell(new StopRun(), ActorRefs.NoSender));
            supervisor.Tell(new StartRun(progress), ActorRefs.NoSender);
            return await outcome.Task;
        }
        finally
        {
            await ended.CancelAsync();
            await system.Terminate();
        }
    }
}
