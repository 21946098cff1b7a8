namespace Align.Tests.Architecture;

public sealed class TreeTests
{
    private static readonly string[] Allowed =
    [
        "src", "envs", "rewards", "experiments", "tests", "bench", "samples", "docs", "eng",
        ".ci", ".github", ".editorconfig", ".gitattributes", ".gitignore",
        "Align.sln", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config",
        "align", "test", "README.md", "LICENSE", "NOTICE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md",
    ];

    [Fact]
    public void The_root_holds_only_what_belongs_there() => Assert.Empty(RepositoryTree.Entries.Except(Allowed));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = RepositoryTree.Read("Align.sln").Replace('\\', '/');
        var projects = RepositoryTree.Files(".csproj", "src", "envs", "rewards", "tests", "bench", "samples").ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, path => Assert.Contains($"\"{path}\"", solution, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("envs", "Environment")]
    [InlineData("rewards", "Reward")]
    public void Every_environment_and_every_reward_has_the_same_files(string folder, string role)
    {
        var rooms = Directory.EnumerateDirectories(Path.Combine(RepositoryTree.Root, folder)).Select(path => Path.GetFileName(path)!)
            .Where(name => name is not ("bin" or "obj")).ToList();

        Assert.NotEmpty(rooms);
        Assert.All(rooms, name => Assert.All(
            new[] { $"{name}{role}.cs", $"{name}Options.cs", "README.md" },
            file => Assert.True(File.Exists(Path.Combine(RepositoryTree.Root, folder, name, file)), $"{folder}/{name} has no {file}")));
    }
}
