using System.Collections.Immutable;
using System.Globalization;
using Align.Training.Configuration;

namespace Align.Training.Verification.Isolation;

/// <summary>A program in a session of its own, below limits, in a temporary directory. It and all that it starts die by one call, or with this process.</summary>
internal sealed class ConfinedProcess : IDisposable
{
    /// <summary>The descriptor on which a framed program reads.</summary>
    public const int RequestsDescriptor = 3;

    /// <summary>The descriptor on which a framed program writes.</summary>
    public const int AnswersDescriptor = 4;

    /// <summary>The descriptor on which the guard waits.</summary>
    public const int GuardDescriptor = 6;

    private const int Killed = 9;
    private const int NoHang = 1;

    // A program's pipes close a moment before it can be reaped.
    private static readonly TimeSpan s_lastMoments = TimeSpan.FromMilliseconds(500);

    // A framed worker is a .NET program, which needs so much for itself, in KiB.
    private const long RuntimeMemory = 512 * 1024;

    // The guard lives in the group and waits for the end of a pipe that only the parent holds open. So the group dies with the
    // parent, however that dies. What a shell's own limits set holds before the program's first instruction.
    private const string Launch = """
        cd "$1" || exit 126
        trap '' XFSZ
        ulimit -c 0
        ulimit -d "$2"; ulimit -t "$3"; ulimit -f "$4"
        shift 4
        ( exec 0<&- 1>&- 2>&- 3<&- 4>&-; read -r _ <&6; kill -9 -$$ ) &
        exec 6<&-
        exec "$@"
        """;

    private readonly ProcessPipes _pipes;
    private readonly string _directory;
    private readonly Lock _gate = new();
    private int? _status;

    private ConfinedProcess(int id, string directory, ProcessPipes pipes)
    {
        (Id, _directory, _pipes) = (id, directory, pipes);
        Output = new StrayOutput(pipes.Stray);
    }

    /// <summary>The process's id, which is its group's too.</summary>
    public int Id { get; }

    /// <summary>What it reads.</summary>
    public Stream Requests => _pipes.Requests;

    /// <summary>What it answers.</summary>
    public Stream Answers => _pipes.Answers;

    /// <summary>What it prints beside that.</summary>
    public StrayOutput Output { get; }

    /// <summary>Starts a program.</summary>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static ConfinedProcess Start(ProgramStart program, WorkerLimits limits)
    {
        var pipes = new ProcessPipes();
        string? directory = null;
        try
        {
            directory = WorkerDirectory.Create();
            using var spawn = new SpawnCall();
            pipes.Connect(spawn, program.IsFramed);
            var id = StartConfined(spawn, Arguments(program, limits, directory), WorkerEnvironment.Of(program, limits, directory), limits, directory);
            pipes.CloseTheirs();
            return new(id, directory, pipes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            pipes.Dispose();
            WorkerDirectory.Delete(directory);
            throw exception as IOException ?? new IOException(exception.Message, exception);
        }
    }

    /// <summary>Kills the whole group and waits until none of it is left.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            _ = PosixCalls.Kill(-Id, Killed);
            Reap(0);
            // Who was orphaned in the group belongs to this process now.
            while (PosixCalls.WaitPid(-Id, out _, 0) > 0)
            {
            }
        }
    }

    /// <summary>How it ended, in words. It must have.</summary>
    public string Ending()
    {
        if (SpinWait.SpinUntil(HasEnded, s_lastMoments))
        {
            Output.AwaitEnd(s_lastMoments);
        }
        return _status switch
        {
            null => "closed its pipe",
            { } status when (status & 0x7f) == 0 => string.Create(CultureInfo.InvariantCulture, $"ended with code {(status >> 8) & 0xff}"),
            { } status => string.Create(CultureInfo.InvariantCulture, $"was killed by signal {status & 0x7f}"),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _pipes.Dispose();
        WorkerDirectory.Delete(_directory);
    }

    private bool HasEnded()
    {
        lock (_gate)
        {
            Reap(NoHang);
            return _status is not null;
        }
    }

    private void Reap(int options)
    {
        if (_status is null && PosixCalls.WaitPid(Id, out var status, options) == Id)
        {
            _status = status;
        }
    }

    private static string[] Arguments(ProgramStart program, WorkerLimits limits, string directory)
    {
        var memory = limits.MemoryMb * 1024L + (program.IsFramed ? RuntimeMemory : 0);
        FormattableString[] numbers = [$"{memory}", $"{limits.CpuSeconds}", $"{limits.FileMb * 2048L}"];
        return ["/bin/sh", "-c", Launch, "align-reward", directory, .. numbers.Select(FormattableString.Invariant), .. program.Command];
    }

    // A libc that founds the group by another way than its own function would find that withheld: then leaving it cannot be withheld either.
    private static int StartConfined(SpawnCall spawn, string[] arguments, ImmutableArray<string> environment, WorkerLimits limits, string directory)
    {
        Orphans.Adopt();
        foreach (var keepsGroup in (bool[])[true, false])
        {
            var id = ConfiningThread.Start(() =>
            {
                Confinement.Enter(limits, directory, keepsGroup);
                return spawn.Start(arguments, environment);
            });
            if (PosixCalls.GroupOf(id) == id)
            {
                return id;
            }
            _ = PosixCalls.Kill(id, Killed);
            _ = PosixCalls.WaitPid(id, out _, 0);
        }
        throw new IOException("a process group of its own cannot be founded for it");
    }
}
