using System.Diagnostics;
using System.Globalization;

namespace Align.Training.Checkpoints;

/// <summary>Named places at which a test can kill the process, as a power failure would.</summary>
/// <remarks>
/// Where the environment variable <c>ALIGN_FAULT_POINT</c> is <c>name</c> or <c>name:n</c>, the process sends itself SIGKILL
/// when it passes the place of that name for the first or the n-th time. Otherwise a place costs one comparison.
/// The places of a save, in order: <c>checkpoint.before-files</c>, <c>checkpoint.after-file</c> (once per file),
/// <c>checkpoint.before-manifest</c>, <c>checkpoint.before-sync</c>, <c>checkpoint.before-rename</c>,
/// <c>checkpoint.between-renames</c> (only where the step is saved again), <c>checkpoint.before-parent-sync</c>,
/// <c>checkpoint.before-prune</c>, <c>checkpoint.after-save</c>.
/// </remarks>
internal static class FaultPoint
{
    public const string Variable = "ALIGN_FAULT_POINT";

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
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }

    private static int PassesAsked() =>
        Environment.GetEnvironmentVariable(Variable)?.Split(':') is [_, var count]
            ? int.Parse(count, CultureInfo.InvariantCulture)
            : 1;
}
