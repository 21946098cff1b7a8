namespace Align.Training.Configuration;

/// <summary>A path below a run that a study has yet to make. It stands in a configuration while that is checked, and never in one that runs.</summary>
/// <remarks>A rule that finds such a path missing says nothing wrong yet; what it says is passed over, and said by the run itself should it come true.</remarks>
internal static class PromisedPath
{
    private const string Root = "/a-run-that-the-study-makes/";

    /// <summary>The directory that stands for a shared run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="hash">The hash of its configuration.</param>
    public static string Of(string name, string hash) => $"{Root}{name}.{hash}";

    /// <summary>Whether a problem is about one.</summary>
    public static bool IsNamedIn(ConfigurationProblem problem) => problem.Problem.Contains(Root, StringComparison.Ordinal);
}
