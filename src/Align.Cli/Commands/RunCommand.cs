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
            var where = Path.GetFullPath(parsed.GetValue(directory) ?? loaded.ResolveOutputDir());
            RequireFree(where);
            var components = composition.CreateComponents(loaded);
            await RunView.WatchAsync(output, observer => composition.Launcher.RunAsync(new(loaded, components, new RunDirectory(where), observer, output.Time), cancellationToken));
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static void RequireFree(string directory)
    {
        if (File.Exists(directory) || (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()))
        {
            throw new ConfigurationException(directory, [new(directory, "output_dir", "already holds something", Remedy: $"align resume {directory} goes on with a run; --output DIR begins one elsewhere")]);
        }
    }
}
