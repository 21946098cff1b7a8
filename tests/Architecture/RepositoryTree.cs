namespace Align.Tests.Architecture;

/// <summary>The files of the repository that this test assembly was built from.</summary>
internal static class RepositoryTree
{
    private static readonly HashSet<string> Outputs = ["bin", "obj", "artifacts", "runs", "TestResults", ".git", ".vs", ".idea", "__pycache__"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Entries => Directory.EnumerateFileSystemEntries(Root).Select(path => Path.GetFileName(path)!).Where(name => !Outputs.Contains(name));

    /// <summary>Paths relative to the root, with slashes, of all files below a folder that end in <paramref name="suffix"/>; build outputs excluded.</summary>
    public static IEnumerable<string> Files(string suffix, params string[] folders) => folders
        .Where(folder => Directory.Exists(Path.Combine(Root, folder)))
        .SelectMany(folder => Below(Path.Combine(Root, folder)))
        .Where(path => path.EndsWith(suffix, StringComparison.Ordinal))
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static IEnumerable<string> Sources => Files(".cs", "src", "envs", "rewards", "tests", "bench", "samples");

    /// <summary>The pages of the documentation, wherever they lie.</summary>
    public static IEnumerable<string> Pages => Files(".md", ".");

    public static bool Exists(string relativePath) => Path.Exists(Path.Combine(Root, relativePath));

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder).Concat(
        Directory.EnumerateDirectories(folder).Where(child => !Outputs.Contains(Path.GetFileName(child))).SelectMany(Below));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Align.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Align.sln.");
        }
        return folder;
    }
}
