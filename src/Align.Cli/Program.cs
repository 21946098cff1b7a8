using Align.Cli.Composition;
using Align.Cli.Rewards;

namespace Align.Cli;

/// <summary>The <c>align</c> command.</summary>
public static class Program
{
    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code; see <see cref="Core.ExitCode"/>.</returns>
    public static Task<int> Main(string[] args) => args is [VerifyWorker.Name]
        ? VerifyWorker.RunAsync(CompositionRoot.Create())
        : CommandLine.RunAsync(args, CompositionRoot.Create(), CommandOutput.OfConsole());
}
