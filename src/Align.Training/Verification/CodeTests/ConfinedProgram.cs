using Align.Training.Verification.Isolation;
using Microsoft.Win32.SafeHandles;

namespace Align.Training.Verification.CodeTests;

/// <summary>A program that may be hostile, within a domain of its own: it writes in one directory alone and can neither look into the process that started it nor signal it. It dies with all that it has started.</summary>
internal sealed class ConfinedProgram : IDisposable
{
    private const int Killed = 9;

    // A fork bomb can outrun a sweep; then the limit on the worker's processes ends it.
    private const int MostSweeps = 200;

    private readonly int _id;
    private readonly HashSet<int> _before;
    private readonly bool _hasGroup;
    private readonly Lock _waiting = new();
    private bool _ended;
    private bool _failed;

    private ConfinedProgram(int id, HashSet<int> before) => (_id, _before, _hasGroup) = (id, before, PosixCalls.GroupOf(id) == id);

    /// <summary>Starts a program with its input, output and errors, which are closed here.</summary>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static ConfinedProgram Start(string[] arguments, string[] environment, string directory, (SafeFileHandle In, SafeFileHandle Out, SafeFileHandle Errors) ends)
    {
        // What it leaves behind belongs to this process, which can wait for its end.
        Orphans.Adopt();
        var before = GroupMembers.Of(PosixCalls.GroupOf(0)).Select(member => member.Id).ToHashSet();
        try
        {
            using var spawn = new SpawnCall();
            spawn.Connect(ends.In, 0);
            spawn.Connect(ends.Out, 1);
            spawn.Connect(ends.Errors, 2);
            return new(ConfiningThread.Start(() =>
            {
                _ = LandlockDomain.TryEnter(directory, [Neighbours()]);
                return spawn.Start(arguments, environment);
            }), before);
        }
        finally
        {
            ends.In.Dispose();
            ends.Out.Dispose();
            ends.Errors.Dispose();
        }
    }

    /// <summary>Waits for its end. True where it did not end with code 0.</summary>
    public bool WaitForFailure()
    {
        lock (_waiting)
        {
            if (!_ended)
            {
                _failed = PosixCalls.WaitPid(_id, out var status, 0) != _id || status != 0;
                _ended = true;
            }
            return _failed;
        }
    }

    /// <summary>Kills it and what it has started.</summary>
    public void KillAll()
    {
        if (_hasGroup)
        {
            _ = PosixCalls.Kill(-_id, Killed);
        }
        else
        {
            Sweep();
        }
        WaitForFailure();
    }

    /// <inheritdoc/>
    public void Dispose() => KillAll();

    // Where workers and programs have their directories: beside that of this worker, or in the temporary directory where this is none.
    private static string Neighbours()
    {
        var own = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
        return Path.GetFileName(own).StartsWith(WorkerDirectory.Prefix, StringComparison.Ordinal) ? Path.GetDirectoryName(own)! : own;
    }

    // It could not leave this process's group, as within a confined worker: whoever is new in the group is of its making.
    private void Sweep()
    {
        var group = PosixCalls.GroupOf(0);
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var left = GroupMembers.Of(group).Where(member => !_before.Contains(member.Id)).ToList();
            foreach (var (id, isDead) in left)
            {
                _ = isDead ? id == _id ? 0 : PosixCalls.WaitPid(id, out _, 1) : PosixCalls.Kill(id, Killed);
            }
            if (left.TrueForAll(member => member.IsDead))
            {
                return;
            }
        }
    }
}
