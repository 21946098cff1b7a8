using Align.Core;
using Align.Training.Configuration;
using Align.Training.Verification;
using Align.Training.Verification.Isolation;

namespace Align.Cli.Rewards;

/// <summary>A user's reward in a program of its own.</summary>
internal sealed class CommandReward(CommandRewardOptions options) : IRewardSource
{
    /// <inheritdoc/>
    public ProgramStart Program { get; } = new([Find(options.Command[0]), .. options.Command.Skip(1)], null);

    /// <inheritdoc/>
    public bool RunsInProcess => false;

    /// <inheritdoc/>
    public IReward Create() => throw new InvalidOperationException("A program of its own cannot run in this process.");

    // By its whole path: the worker's own search might find another.
    private static string Find(string program)
    {
        var candidates = program.Contains('/', StringComparison.Ordinal)
            ? [program]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, program));
        return candidates.FirstOrDefault(IsExecutable)
            ?? throw new PluginRewardException([$"there is no program '{program}' that can be executed; give its path, or install it"]);
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
