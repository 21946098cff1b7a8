using Align.Cli.Composition;
using Align.Cli.Studies;
using Align.Core;
using Align.Training.Verification.Isolation;

namespace Align.Cli.Rewards;

/// <summary><c>align verify-worker</c>: a process that judges for another one. Not for people, and not in the help page.</summary>
internal static class VerifyWorker
{
    /// <summary>The subcommand.</summary>
    public const string Name = "verify-worker";

    /// <summary>How such a process is started.</summary>
    public static ProgramStart Start(RewardLoad load)
    {
        var start = AlignProcess.StartInfo([Name]);
        return new([Resolve(start.FileName), .. start.ArgumentList], load.ToFrame());
    }

    /// <summary>Judges until there is nothing more to judge.</summary>
    public static async Task<int> RunAsync(AlignComposition composition)
    {
        await RewardHost.ServeAsync(frame => RewardLoad.Create(frame, composition.Catalog));
        return (int)ExitCode.Success;
    }

    private static string Resolve(string program) => program.Contains('/', StringComparison.Ordinal)
        ? program
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? program;
}
