using Align.Cli.Composition;
using Align.Training.Configuration;
using Align.Training.Studies;

namespace Align.Tests.Cli;

public sealed class ExperimentsTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(RepositoryFiles.Path("experiments"), "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(RepositoryFiles.Root, path)).Order()];

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
        Assert.NotEmpty(new RunConfigLoader(catalog).LoadFile(RepositoryFiles.Path(file)).Stages);
    }

    private static bool IsStudy(string file) => Path.GetFileName(file) == "study.yaml" || file.EndsWith(".study.yaml", StringComparison.Ordinal);
}
