using System.CommandLine;
using Align.Cli.Composition;
using Align.Cli.Terminal;
using Align.Core;

namespace Align.Cli.Commands;

/// <summary><c>align resume RUN</c>.</summary>
internal static class ResumeCommand
{
    public static Command Create(AlignComposition composition, CommandOutput output)
    {
        var directory = CommonArguments.RunDirectory();
        var step = CommonArguments.Step();
        var command = new Command("resume", "Goes on with a run from its newest whole checkpoint.") { directory, step };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = ExistingRun.Open(parsed.GetRequiredValue(directory), composition);
            await RunView.WatchAsync(output, observer => composition.Launcher.ResumeAsync(new(run.Config, run.Components, run.Directory, observer, output.Time), parsed.GetValue(step), cancellationToken));
            return (int)ExitCode.Success;
        });
        return command;
    }
}
