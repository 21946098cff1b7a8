using Align.Training.Supervision;

namespace Align.Cli.Terminal;

/// <summary>Shows a run while it lasts, and its report at the end.</summary>
internal static class RunView
{
    /// <summary>Watches a run: live where there is a terminal, in plain lines elsewhere.</summary>
    /// <param name="output">Where to show it.</param>
    /// <param name="run">Starts the run with the observer that it must call.</param>
    public static async Task WatchAsync(CommandOutput output, Func<IRunObserver, Task<RunReport>> run)
    {
        var report = output.LiveConsole is { } console
            ? await LiveRunView.WatchAsync(console, output.Time, run)
            : await run(new PlainRunView(output.Output, output.Time));
        FinalReport.Write(output.Tables(), report);
    }
}
