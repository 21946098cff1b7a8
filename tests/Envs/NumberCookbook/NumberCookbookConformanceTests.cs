using Align.Core;
using Align.Envs;
using Align.Envs.NumberCookbook;

namespace Align.Tests.Envs.NumberCookbook;

public sealed class NumberCookbookConformanceTests : EnvironmentConformance
{
    protected override IEnvironment Create() => new NumberCookbookEnvironment(new NumberCookbookOptions());
}

public sealed class TextNumberCookbookConformanceTests : EnvironmentConformance
{
    protected override IEnvironment Create() => new NumberCookbookEnvironment(new NumberCookbookOptions
    {
        Style = PromptStyle.Text,
        Variant = NumberVariant.Hard,
        MaxDigits = 20,
        MinTestDigits = 90,
        MaxTestDigits = 100,
    });
}
