using System.Diagnostics;
using System.Runtime.CompilerServices;
using Align.Training.Checkpoints;

namespace Align.Tests.Training.Checkpoints;

/// <summary>A second process that saves a checkpoint and dies at a fault point.</summary>
/// <remarks>It is this test assembly, started by itself: where the variable names a store, loading the assembly saves step 20 there.</remarks>
internal static class KilledProcess
{
    private const string StoreVariable = "ALIGN_TEST_SAVES_TO";

    private static string Host => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    // The runner loads this assembly without the variable, so that nothing happens then.
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The only way into a test assembly that has no entry point of its own.")]
    internal static void SaveWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(StoreVariable) is { } root)
        {
            new CheckpointStore(root, keep: 1).SaveStep(20);
        }
    }

    /// <summary>Runs it to its end and returns the exit code: 137 where SIGKILL ended it, 0 where it got through.</summary>
    public static int Run(string root, string faultPoint)
    {
        var start = new ProcessStartInfo(Host, ["exec", typeof(KilledProcess).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[StoreVariable] = root;
        start.Environment[FaultPoint.Variable] = faultPoint;
        using var process = Process.Start(start)!;
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "The process neither died nor finished.");
        return process.ExitCode;
    }
}
