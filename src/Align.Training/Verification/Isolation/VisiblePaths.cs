namespace Align.Training.Verification.Isolation;

/// <summary>What is left of a folder when some paths below it are hidden: the fewest paths that hold everything else.</summary>
/// <remarks>Links are left out: what one leads to is visible, or not, where it lies. So hidden paths must be without links too.</remarks>
/// <param name="hidden">Absolute paths without links and without a slash at their end.</param>
internal sealed class VisiblePaths(IReadOnlyList<string> hidden)
{
    /// <summary>The visible paths at or below <paramref name="path"/>, which has no links in it. Where nothing is hidden below it, that is the path itself.</summary>
    public IEnumerable<string> Below(string path)
    {
        if (hidden.Contains(path))
        {
            return [];
        }
        var beneath = path == "/" ? path : path + "/";
        var inside = hidden.Where(other => other.StartsWith(beneath, StringComparison.Ordinal)).ToList();
        return inside.Count == 0 ? [path] : (Entries(path) ?? TowardsHidden(inside, beneath)).SelectMany(Below);
    }

    // Null where the folder can be passed through but not listed.
    private static List<string>? Entries(string path)
    {
        try
        {
            return [.. new DirectoryInfo(path).EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null).Select(entry => entry.FullName)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Then all is hidden but the way to what is: it is known by name, and others in it are not.
    private static IEnumerable<string> TowardsHidden(List<string> inside, string beneath) =>
        inside.Select(path => path.IndexOf('/', beneath.Length) is var end && end < 0 ? path : path[..end]).Distinct();
}
