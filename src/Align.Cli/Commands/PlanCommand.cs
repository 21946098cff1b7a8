using System.CommandLine;
using Align.Cli.Composition;
using Align.Cli.Terminal;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Configuration.Planning;

namespace Align.Cli.Commands;

/// <summary><c>align plan CONFIG</c>: says what a run would do, and does none of it.</summary>
internal static class PlanCommand
{
    public static Command Create(AlignComposition composition, CommandOutput output)
    {
        var config = CommonArguments.Config();
        var set = CommonArguments.Set();
        var command = new Command("plan", "Shows the resolved configuration, the batch arithmetic and a memory forecast; runs nothing.") { config, set };
        command.SetAction(parsed =>
        {
            var loaded = new RunConfigLoader(composition.Catalog).LoadFile(parsed.GetRequiredValue(config), parsed.GetValue(set));
            var plan = RunPlan.Create(loaded, composition.CreateComponents(loaded));
            output.Output.Write(PlanText.Of(plan));
            return (int)ExitCode.Success;
        });
        return command;
    }
}
