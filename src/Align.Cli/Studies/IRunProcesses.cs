namespace Align.Cli.Studies;

/// <summary>Starts runs as processes; tests stand in for it.</summary>
internal interface IRunProcesses
{
    /// <summary>Runs one command line of this program to its end.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="terminalFile">Where everything that it writes is appended.</param>
    /// <param name="onLine">Hears each line of its output, from any thread.</param>
    /// <param name="stop">Cancelled to have it save and end.</param>
    Task<ProcessEnd> RunAsync(IReadOnlyList<string> arguments, string terminalFile, Action<string> onLine, CancellationToken stop);
}

/// <summary>How a process has ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal's number where a signal ended it.</param>
/// <param name="LastError">The last line of its error stream; empty where it wrote none.</param>
internal sealed record ProcessEnd(int ExitCode, string LastError);
