using System.CommandLine;
using Align.Cli.Vectors;
using Align.Core;

namespace Align.Cli.Commands;

/// <summary><c>align vectors check FILE</c>.</summary>
internal static class VectorsCommand
{
    public static Command Create(CommandOutput output)
    {
        var file = new Argument<string>("FILE") { Description = "A JSON file of reference vectors." };
        var check = new Command("check", "Compares every group of a file that the program implements; exit code 1 on a mismatch.") { file };
        check.SetAction(parsed => Check(parsed.GetRequiredValue(file), output));
        return new Command("vectors", "Compares the learner's mathematics with reference vectors.") { check };
    }

    private static int Check(string path, CommandOutput output)
    {
        using var problem = new StringWriter();
        var code = VectorsCheckCommand.Run(path, output.Output, problem);
        return code == VectorsCheckCommand.UnreadableFile
            ? throw new DataFileException(path, null, problem.ToString().Trim(), "check the path and the file's format")
            : code;
    }
}
