using Align.Cli.Composition;

namespace Align.Cli;

/// <summary>The <c>align</c> command.</summary>
public static class Program
{
    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code; see <see cref="Core.ExitCode"/>.</returns>
    public static Task<int> Main(string[] args) => CommandLine.RunAsync(args, CompositionRoot.Create(), CommandOutput.OfConsole());
}
