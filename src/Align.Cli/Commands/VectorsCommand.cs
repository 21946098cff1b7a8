using System.CommandLine;
using Align.Cli.Vectors;

namespace Align.Cli.Commands;

/// <summary><c>align vectors check FILE</c>.</summary>
internal static class VectorsCommand
{
    public static Command Create(CommandOutput output)
    {
        var file = new Argument<string>("FILE") { Description = "A JSON file of reference vectors." };
        var check = new Command("check", "Compares every group of a file that the program implements; exit code 1 on a mismatch.") { file };
        check.SetAction(parsed => VectorsCheckCommand.Run(parsed.GetRequiredValue(file), output.Output, output.Error));
        return new Command("vectors", "Compares the learner's mathematics with reference vectors.") { check };
    }
}
