using System.CommandLine;
using Align.Cli.Composition;
using Align.Cli.Terminal;
using Align.Core;
using Align.Training.Supervision;

namespace Align.Cli.Commands;

/// <summary><c>align eval RUN [--against RUN]</c>.</summary>
internal static class EvalCommand
{
    public static Command Create(AlignComposition composition, CommandOutput output)
    {
        var directory = CommonArguments.RunDirectory();
        var step = CommonArguments.Step();
        var against = new Option<string?>("--against") { Description = "Another run, or the same one with --against-step: both are evaluated on the same prompts and random streams, and compared prompt by prompt.", HelpName = "RUN" };
        var againstStep = new Option<long?>("--against-step") { Description = "The other run's checkpoint; without it, the newest whole one.", HelpName = "N" };
        var command = new Command("eval", "Repeats the last evaluation of a run on a checkpoint; with --against, compares it with another.") { directory, step, against, againstStep };
        command.Validators.Add(result =>
        {
            if (result.GetResult(againstStep) is not null && result.GetResult(against) is null)
            {
                result.AddError("--against-step needs --against.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = ExistingRun.Open(parsed.GetRequiredValue(directory), composition);
            Launch LaunchOf(ExistingRun opened, IRunObserver observer) => new(opened.Config, opened.Components, opened.Directory, observer, output.Time);
            if (parsed.GetValue(against) is not { } path)
            {
                await RunView.WatchAsync(output, observer => composition.Launcher.EvaluateAsync(LaunchOf(run, observer), parsed.GetValue(step), cancellationToken));
                return (int)ExitCode.Success;
            }
            var other = ExistingRun.Open(path, composition);
            EvaluationComparison? comparison = null;
            await RunView.WatchAsync(output, async observer =>
            {
                (var report, comparison) = await composition.Launcher.CompareAsync(
                    LaunchOf(run, observer), parsed.GetValue(step), LaunchOf(other, observer), parsed.GetValue(againstStep), cancellationToken);
                return report;
            });
            ComparisonText.Write(output.Tables(), comparison!);
            return (int)ExitCode.Success;
        });
        return command;
    }
}
