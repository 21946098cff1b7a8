using System.CommandLine;
using System.Globalization;
using Align.Cli.Composition;
using Align.Cli.Studies;
using Align.Core;
using Align.Training.Studies;

namespace Align.Cli.Commands;

/// <summary><c>align study FILE</c>.</summary>
internal static class StudyCommand
{
    public static Command Create(AlignComposition composition, CommandOutput output)
    {
        var file = new Argument<string>("FILE") { Description = "The study's YAML file; docs/studies.md shows one." };
        var directory = new Option<string?>("--output") { Description = "The study's directory, in place of runs/studies/NAME.", HelpName = "DIR" };
        var jobs = new Option<int?>("--jobs") { Description = "Runs at a time, in place of the file's jobs. Results do not depend on it.", HelpName = "N" };
        jobs.Validators.Add(result =>
        {
            // What is no number at all is told by the parser itself.
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && (number is < 1 or > 1024))
            {
                result.AddError("--jobs takes 1 to 1024.");
            }
        });
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows the runs and how far each has come; runs nothing." };
        var export = new Option<string?>("--export") { Description = "Also writes the results, without runs and checkpoints, to this directory.", HelpName = "DIR" };
        var tuning = new Option<bool>("--tuning") { Description = "Runs tuning_grid on tuning_seeds, in runs/studies/NAME-tuning, and shows what they choose for each arm; the report stays as it is." };
        var command = new Command("study", "Runs a grid of configurations over several seeds; gives one table with intervals, comparisons and plots. Given again, it goes on where it was.") { file, directory, jobs, dryRun, tuning, export };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var study = new StudyLoader(composition.Catalog).LoadFile(parsed.GetRequiredValue(file), parsed.GetValue(tuning));
            var place = new StudyDirectory(Path.GetFullPath(parsed.GetValue(directory) ?? study.DefaultDirectory));
            if (parsed.GetValue(dryRun))
            {
                StudyText.WriteRuns(output.Output, study, place);
                return (int)ExitCode.Success;
            }
            await StudySession.RunAsync(output, study, place, parsed.GetValue(jobs) ?? study.Config.Jobs, parsed.GetValue(export), cancellationToken);
            return (int)ExitCode.Success;
        });
        return command;
    }
}
