namespace Align.Training.Configuration;

/// <summary>A path below a run that a study has yet to make. It stands in a configuration while that is checked, and never in one that runs.</summary>
/// <remarks>A rule that asks whether a path exists asks <see cref="Is"/> first.</remarks>
internal static class PromisedPath
{
    private const string Root = "/a-run-that-the-study-makes/";

    /// <summary>The directory that stands for a shared run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="hash">The hash of its configuration.</param>
    public static string Of(string name, string hash) => $"{Root}{name}.{hash}";

    /// <summary>Whether the path is one.</summary>
    public static bool Is(string path) => path.StartsWith(Root, StringComparison.Ordinal);
}
