using System.CommandLine;
using Align.Cli.Composition;
using Align.Cli.Terminal;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Supervision;

namespace Align.Cli.Commands;

/// <summary><c>align run CONFIG</c>.</summary>
internal static class RunCommand
{
    public static Command Create(AlignComposition composition, CommandOutput output)
    {
        var config = CommonArguments.Config();
        var set = CommonArguments.Set();
        var directory = new Option<string?>("--output") { Description = "The run's directory, in place of output_dir.", HelpName = "DIR" };
        var command = new Command("run", "Trains as the file says, from the beginning.") { config, set, directory };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var loaded = new RunConfigLoader(composition.Catalog).LoadFile(parsed.GetRequiredValue(config), parsed.GetValue(set));
            var where = Path.GetFullPath(parsed.GetValue(directory) is { } wanted ? RequireFree(wanted) : FirstFree(loaded.ResolveOutputDir()));
            var components = composition.CreateComponents(loaded);
            await RunView.WatchAsync(output, observer => composition.Launcher.RunAsync(new(loaded, components, new RunDirectory(where), observer, output.Time), cancellationToken));
            return (int)ExitCode.Success;
        });
        return command;
    }

    // The directory that was asked for by name, or none.
    private static string RequireFree(string directory) => IsFree(directory)
        ? directory
        : throw new ConfigurationException(directory, [new(directory, "--output", "already holds something", Remedy: $"align resume {directory} goes on with a run; another --output begins one elsewhere")]);

    // runs/quickstart, then runs/quickstart-2, runs/quickstart-3: the same command can be given again and nothing is lost.
    private static string FirstFree(string directory) =>
        Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? directory : $"{directory}-{n}").First(IsFree);

    private static bool IsFree(string directory) => new RunDirectory(directory).IsFree;
}
