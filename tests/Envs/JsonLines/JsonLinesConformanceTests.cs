using Align.Core;
using Align.Envs.JsonLines;

namespace Align.Tests.Envs.JsonLines;

public sealed class JsonLinesConformanceTests : EnvironmentConformance, IDisposable
{
    private readonly JsonLinesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IEnvironment Create() => new JsonLinesEnvironment(new JsonLinesOptions { Path = _folder.Sums("sums.jsonl", 0, 100) });
}
