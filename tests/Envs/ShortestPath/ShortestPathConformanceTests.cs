using Align.Core;
using Align.Envs;
using Align.Envs.ShortestPath;

namespace Align.Tests.Envs.ShortestPath;

public sealed class ShortestPathConformanceTests : EnvironmentConformance
{
    protected override IEnvironment Create() => new ShortestPathEnvironment(new ShortestPathOptions());
}

public sealed class LargeShortestPathConformanceTests : EnvironmentConformance
{
    protected override IEnvironment Create() => new ShortestPathEnvironment(new ShortestPathOptions
    {
        Style = PromptStyle.Text,
        MinNodes = 20,
        MaxNodes = 26,
        Density = 0.1,
        MaxLength = 99,
        MinEdges = 3,
        TestSize = 100,
    });
}
