using Align.Training.Configuration;

namespace Align.Training.Verification.Isolation;

/// <summary>
/// Starts the processes of a reward and looks ten times a second at what each takes with everything that it has started, for as long as
/// it lives and whether it is at work or not. One that takes more than its limits is killed with its whole group.
/// </summary>
internal sealed class WatchedProcesses : IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    // The guard in the group is not the worker's.
    private const int Guards = 1;

    // What a .NET runtime holds before it has judged anything.
    private const int OverheadMb = 128;

    private readonly ProgramStart _program;
    private readonly WorkerLimits _limits;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, RewardProcess> _living = [];
    private readonly ITimer _timer;

    public WatchedProcesses(ProgramStart program, WorkerLimits limits, TimeProvider time)
    {
        (_program, _limits, Time) = (program, limits, time);
        _timer = time.CreateTimer(_ => LookAgain(), null, s_look, s_look);
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Whether requests and answers are frames.</summary>
    public bool AreFramed => _program.IsFramed;

    /// <summary>A new process.</summary>
    /// <exception cref="IOException">It cannot be started.</exception>
    public RewardProcess Start()
    {
        var process = RewardProcess.Start(_program, _limits);
        lock (_gate)
        {
            _living.Add(process.Id, process);
        }
        return process;
    }

    /// <summary>Ends a process with its group.</summary>
    public void End(RewardProcess process)
    {
        lock (_gate)
        {
            _living.Remove(process.Id);
        }
        process.Dispose();
    }

    /// <summary>Looks now.</summary>
    public void Look()
    {
        lock (_gate)
        {
            if (_living.Count == 0)
            {
                return;
            }
            foreach (var (group, usage) in GroupUsage.Of(_living.Keys))
            {
                if (ExcessOf(usage) is { } excess && _living.Remove(group, out var process))
                {
                    process.KillFor(excess);
                }
            }
        }
    }

    // Where this process has no file left to look with, the next look will do; an exception here would end the run.
    private void LookAgain()
    {
        try
        {
            Look();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private string? ExcessOf(GroupUsage usage)
    {
        var processes = usage.Processes - Guards;
        if (processes > _limits.MaxProcesses)
        {
            return FormattableString.Invariant($"had {processes} processes and was killed; max_processes is {_limits.MaxProcesses}");
        }
        var most = _limits.MemoryMb + OverheadMb;
        return usage.ResidentMb() > most && usage.ProportionalMb() is var memory && memory > most
            ? FormattableString.Invariant($"held {memory} MiB and was killed; memory_mb is {_limits.MemoryMb}")
            : null;
    }
}
