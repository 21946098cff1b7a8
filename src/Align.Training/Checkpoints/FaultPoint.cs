using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Align.Training.Checkpoints;

/// <summary>Named places at which a test can kill the process, as a power failure would.</summary>
/// <remarks>
/// Where the environment variable <c>ALIGN_FAULT_POINT</c> is <c>name</c> or <c>name:n</c>, the process sends itself SIGKILL
/// when it passes the place of that name for the first or the n-th time; <c>name:n:INT</c> and <c>name:n:TERM</c> send that
/// signal instead. Otherwise a place costs one comparison.
/// The places of a save, in order: <c>checkpoint.before-files</c>, <c>checkpoint.after-file</c> (once per file),
/// <c>checkpoint.before-manifest</c>, <c>checkpoint.before-sync</c>, <c>checkpoint.before-rename</c>,
/// <c>checkpoint.between-renames</c> (only where the step is saved again), <c>checkpoint.before-parent-sync</c>,
/// <c>checkpoint.before-prune</c>, <c>checkpoint.after-save</c>. Elsewhere: <c>rollouts.generate</c> (once per share of a worker,
/// evaluations included), <c>evaluation.begin</c> and <c>learner.step</c> (once per training step).
/// </remarks>
internal static partial class FaultPoint
{
    public const string Variable = "ALIGN_FAULT_POINT";

    private const int InterruptSignal = 2;
    private const int TerminateSignal = 15;

    private static readonly string? Name = Environment.GetEnvironmentVariable(Variable)?.Split(':')[0];
    private static readonly AsyncLocal<Action<string>?> Watcher = new();
    private static int _passesLeft = PassesAsked();

    /// <summary>Called at the places that the current flow passes; for tests inside the process.</summary>
    public static Action<string>? Observer
    {
        get => Watcher.Value;
        set => Watcher.Value = value;
    }

    public static void At(string name)
    {
        Watcher.Value?.Invoke(name);
        if (name == Name && Interlocked.Decrement(ref _passesLeft) == 0)
        {
            Strike();
        }
    }

    private static void Strike()
    {
        using var self = Process.GetCurrentProcess();
        switch (Environment.GetEnvironmentVariable(Variable)!.Split(':'))
        {
            case [_, _, "INT"]: _ = Signal(self.Id, InterruptSignal); break;
            case [_, _, "TERM"]: _ = Signal(self.Id, TerminateSignal); break;
            default: self.Kill(); break;
        }
    }

    private static int PassesAsked() =>
        Environment.GetEnvironmentVariable(Variable)?.Split(':') is [_, var count, ..]
            ? int.Parse(count, CultureInfo.InvariantCulture)
            : 1;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
