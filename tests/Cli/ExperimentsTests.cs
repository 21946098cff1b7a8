using Align.Cli.Composition;
using Align.Training.Configuration;

namespace Align.Tests.Cli;

public sealed class ExperimentsTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(RepositoryFiles.Path("experiments"), "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(RepositoryFiles.Root, path)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_shipped_experiment_loads(string file)
    {
        var config = new RunConfigLoader(CompositionRoot.Create().Catalog).LoadFile(RepositoryFiles.Path(file));

        Assert.NotEmpty(config.Stages);
    }
}
