using System.Diagnostics;

namespace Align.Cli.Studies;

/// <summary>How this same program is started again.</summary>
internal static class AlignProcess
{
    /// <summary>A start of the program with its streams redirected, as a child that follows this process.</summary>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Environment.ProcessPath ?? "dotnet";
        if (Path.GetFileNameWithoutExtension(process) == "align")
        {
            start.FileName = process;
        }
        else
        {
            // Started as `dotnet align.dll`, or by a host of tests.
            start.FileName = Path.GetFileNameWithoutExtension(process) == "dotnet" ? process : "dotnet";
            start.ArgumentList.Add(typeof(AlignProcess).Assembly.Location);
        }
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment[ParentPipe.Variable] = "1";
        return start;
    }
}
