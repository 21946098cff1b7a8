using Align.Core;

namespace Align.Training.Configuration;

/// <summary>A configuration was refused; carries every problem that was found.</summary>
/// <param name="source">The file, or the command line's part, that was refused.</param>
/// <param name="problems">At least one.</param>
public sealed class ConfigurationException(string source, IReadOnlyList<ConfigurationProblem> problems)
    : AlignException(ExitCode.Configuration, Summarize(problems), source, "correct what is named and start again; nothing has been run")
{
    /// <summary>Every problem, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; } = problems;

    private static string Summarize(IReadOnlyList<ConfigurationProblem> problems) =>
        problems.Count == 1 ? problems[0].ToString() : $"{problems.Count} problems, the first: {problems[0]}";
}
