using Align.Cli.Composition;
using Align.Training.Configuration;
using Align.Training.Studies;

namespace Align.Tests.Cli;

public sealed class ExperimentsTests
{
    public static TheoryData<string> Files => [.. Paths];

    private static IEnumerable<string> Paths =>
        Directory.EnumerateFiles(RepositoryFiles.Path("experiments"), "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(RepositoryFiles.Root, path)).Order();

    [Fact]
    public void Studies_are_told_from_runs_by_their_names()
    {
        Assert.True(IsStudy("experiments/x/study.yaml"));
        Assert.True(IsStudy("experiments/x/large.study.yaml"));
        Assert.False(IsStudy("experiments/x/studyruns.yaml"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_shipped_experiment_loads(string file)
    {
        var catalog = CompositionRoot.Create().Catalog;
        if (IsStudy(file))
        {
            Assert.NotEmpty(new StudyLoader(catalog).LoadFile(RepositoryFiles.Path(file)).Runs);
            return;
        }
        if (IsPartOfAStudy(file))
        {
            // Its ${…} mean something within that study only, which loads it with every seed and arm.
            Assert.Contains(Paths, study => IsStudy(study) && Path.GetDirectoryName(study) == Path.GetDirectoryName(file) && Read(study).Contains($": {Path.GetFileName(file)}\n", StringComparison.Ordinal));
            return;
        }
        Assert.NotEmpty(new RunConfigLoader(catalog).LoadFile(RepositoryFiles.Path(file)).Stages);
    }

    [Fact]
    public void Every_experiment_has_a_run_of_its_own_and_a_page() => Assert.All(
        Directory.EnumerateDirectories(RepositoryFiles.Path("experiments")).Where(folder => File.Exists(Path.Combine(folder, "study.yaml"))),
        folder =>
        {
            Assert.True(File.Exists(Path.Combine(folder, "README.md")), $"{folder} has no README.md");
            Assert.Contains(Paths, file => Path.GetDirectoryName(RepositoryFiles.Path(file)) == folder && !IsStudy(file) && !IsPartOfAStudy(file));
        });

    private static bool IsPartOfAStudy(string file) => Read(file).Contains("${", StringComparison.Ordinal);

    private static string Read(string file) => File.ReadAllText(RepositoryFiles.Path(file));

    private static bool IsStudy(string file) => Path.GetFileName(file) == "study.yaml" || file.EndsWith(".study.yaml", StringComparison.Ordinal);
}
