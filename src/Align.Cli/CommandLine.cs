using System.CommandLine;
using System.CommandLine.Parsing;
using Align.Cli.Composition;
using Align.Core;

namespace Align.Cli;

/// <summary>Parses a command line, runs its command and turns what goes wrong into an exit code.</summary>
public static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="composition">The parts that commands work with.</param>
    /// <param name="output">Where they write.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, AlignComposition composition, CommandOutput output)
    {
        ArgumentNullException.ThrowIfNull(composition);
        ArgumentNullException.ThrowIfNull(output);
        using var signals = new InterruptSignals(output.Error, ParentPipe.IsThere);
        ParentPipe.Follow(signals);
        try
        {
            var parsed = CreateRoot(composition, output).Parse(args.Length == 0 ? ["--help"] : args);
            if (parsed.Errors.Count > 0)
            {
                throw new UsageException([.. parsed.Errors.Select(error => error.Message)], CommandPath(parsed));
            }
            var invocation = new InvocationConfiguration
            {
                Output = output.Output,
                Error = output.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // InterruptSignals decides.
            };
            return await parsed.InvokeAsync(invocation, signals.Token);
        }
        catch (Exception exception) // The program's last boundary: every failure becomes an exit code here.
        {
            return (int)FailureReport.Write(exception, signals.Received, output.Error);
        }
    }

    private static RootCommand CreateRoot(AlignComposition composition, CommandOutput output)
    {
        var root = new RootCommand("Align: reinforcement-learning alignment for .NET. Train a policy from one YAML file.");
        foreach (var command in composition.Commands(output))
        {
            root.Subcommands.Add(command);
        }
        return root;
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result.Command is not RootCommand; result = (CommandResult)result.Parent!)
        {
            names.Push(result.Command.Name);
        }
        return string.Join(' ', names.Prepend("align"));
    }
}
