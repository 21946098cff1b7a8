using System.Diagnostics;
using Align.Core;

namespace Align.Cli;

/// <summary>The standard input of a run that another align process has started: the parent's wishes, and the sign that it lives.</summary>
/// <remarks>
/// A byte asks the run to stop after saving. The pipe's end means that the parent is dead, however it died, and the run dies
/// with it at once; its last checkpoint is whole, as after any kill. Only a process with the variable in its environment listens.
/// </remarks>
internal static class ParentPipe
{
    /// <summary>The environment variable that a parent sets for its children.</summary>
    public const string Variable = "ALIGN_PARENT_PIPE";

    /// <summary>Whether this process has such a parent.</summary>
    public static bool IsThere => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Follows the parent until this process ends, where there is one.</summary>
    public static void Follow(InterruptSignals signals)
    {
        if (IsThere)
        {
            new Thread(() => Listen(signals)) { IsBackground = true, Name = "parent pipe" }.Start();
        }
    }

    private static void Listen(InterruptSignals signals)
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
            signals.Request(ExitCode.Interrupted);
        }
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
