using Align.Core;
using Align.Envs.Instructions;

namespace Align.Tests.Envs.Instructions;

public sealed class InstructionsConformanceTests : EnvironmentConformance
{
    protected override IEnvironment Create() => new InstructionsEnvironment(new InstructionsOptions());
}
