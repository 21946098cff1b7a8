using Align.Core;

namespace Align.Cli;

/// <summary>The command line itself is wrong.</summary>
/// <param name="problems">What is wrong with it.</param>
/// <param name="command">The command that was meant.</param>
internal sealed class UsageException(IReadOnlyList<string> problems, string command)
    : AlignException(ExitCode.Configuration, string.Join(" ", problems), "command line", $"{command} --help shows what it takes")
{
    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
