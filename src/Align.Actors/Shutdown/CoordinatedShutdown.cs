using Align.Actors.Configuration;
using Align.Actors.Event;

namespace Align.Actors;

/// <summary>
/// Runs tasks in a fixed order of phases, then stops the system. Tasks of one phase run at the same time; a phase that fails
/// or runs out of time is logged and the next one begins.
/// </summary>
public sealed partial class CoordinatedShutdown
{
    private readonly ActorSystem _system;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<ShutdownTask>> _tasks = [];
    private Task<Done>? _run;

    internal CoordinatedShutdown(ActorSystem system)
    {
        _system = system;
        if (Setting("terminate-actor-system", true))
            AddTask(PhaseActorSystemTerminate, "terminate-system", TerminateSystem);
    }

    /// <summary>Why it runs; null while it does not.</summary>
    public Reason ShutdownReason { get; private set; } = null!;

    /// <summary>The sum of the timeouts of the phases that have tasks.</summary>
    public TimeSpan TotalTimeout
    {
        get
        {
            lock (_gate)
                return _tasks.Keys.Aggregate(TimeSpan.Zero, (sum, phase) => sum + Timeout(phase));
        }
    }

    /// <summary>The shutdown of a system.</summary>
    public static CoordinatedShutdown Get(ActorSystem sys)
    {
        ArgumentNullException.ThrowIfNull(sys);
        return sys.Shutdown;
    }

    /// <summary>Adds a task to a phase.</summary>
    /// <param name="phase">One of the constants.</param>
    /// <param name="taskName">For the log.</param>
    /// <param name="task">Begins the work.</param>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!Phases.Contains(phase))
            throw new ConfigurationException($"Unknown phase [{phase}], known phases [{string.Join(",", Phases)}].");
        ArgumentNullException.ThrowIfNull(task);
        lock (_gate)
        {
            if (!_tasks.TryGetValue(phase, out var tasks))
                _tasks.Add(phase, tasks = []);
            tasks.Add(new ShutdownTask(taskName, task));
        }
    }

    /// <summary>Runs all phases; a second call joins the first.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="fromPhase">The first phase to run; null for all.</param>
    /// <returns>Done when the last phase is.</returns>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var first = fromPhase is null ? 0 : Phases.IndexOf(fromPhase);
        if (first < 0)
            throw new ConfigurationException($"Unknown phase [{fromPhase}], known phases [{string.Join(",", Phases)}].");
        var promise = new TaskCompletionSource<Done>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_run is not null)
                return _run;
            _run = promise.Task;
            ShutdownReason = reason;
        }
        Complete(promise, RunFrom(first));
        return promise.Task;
    }

    /// <summary>How long a phase may take: <c>akka.coordinated-shutdown.phases.NAME.timeout</c>, 5 s by default, 10 s for the last.</summary>
    /// <exception cref="ArgumentException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase)
    {
        if (!Phases.Contains(phase))
            throw new ArgumentException($"Unknown phase [{phase}]. All phases must be defined in configuration.", nameof(phase));
        var standard = LongPhases.Contains(phase)
            ? TimeSpan.FromSeconds(10)
            : _system.Config.GetTimeSpan(Root + "default-phase-timeout", TimeSpan.FromSeconds(5), allowInfinite: false);
        return _system.Config.GetTimeSpan($"{Root}phases.{phase}.timeout", standard, allowInfinite: false);
    }

    private static async void Complete(TaskCompletionSource<Done> promise, Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
            promise.SetResult(Done.Instance);
        }
        catch (Exception cause)
        {
            promise.SetException(cause);
        }
    }

    private async Task RunFrom(int first)
    {
        foreach (var phase in Phases.Skip(first))
        {
            ShutdownTask[] tasks;
            lock (_gate)
                tasks = [.. _tasks.GetValueOrDefault(phase, [])];
            if (tasks.Length > 0)
                await RunPhase(phase, tasks).ConfigureAwait(false);
        }
    }

    private async Task RunPhase(string phase, ShutdownTask[] tasks)
    {
        var recover = Setting($"phases.{phase}.recover", true);
        var all = Task.WhenAll(tasks.Select(t => t.Run(phase, recover, _system.Log)));
        try
        {
            await all.WaitAsync(Timeout(phase), _system.Time).ConfigureAwait(false);
        }
        catch (TimeoutException) when (recover && !all.IsCompleted)
        {
            _system.Log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", phase, Timeout(phase));
        }
    }

    private async Task<Done> TerminateSystem()
    {
        await _system.StopGuardian().ConfigureAwait(false);
        return Done.Instance;
    }

    private bool Setting(string name, bool standard) => _system.Config.GetBoolean(Root + name, standard);
}
