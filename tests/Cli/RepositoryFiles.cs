namespace Align.Tests.Cli;

/// <summary>Files of the repository, found from the tests' own folder upwards.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Compares a committed file with what it should hold; with ALIGN_REWRITE=1 in the environment it is rewritten instead.</summary>
    public static void AssertHolds(string expected, params string[] parts)
    {
        var path = Path(parts);
        if (Environment.GetEnvironmentVariable("ALIGN_REWRITE") == "1")
        {
            File.WriteAllText(path, expected);
        }
        Assert.True(File.Exists(path), $"{path} is missing; ALIGN_REWRITE=1 in the environment writes it");
        Assert.Equal(expected, File.ReadAllText(path));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Align.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside the repository");
        }
        return folder.FullName;
    }
}
