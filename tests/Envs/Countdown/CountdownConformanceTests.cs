using Align.Core;
using Align.Envs;
using Align.Envs.Countdown;

namespace Align.Tests.Envs.Countdown;

public sealed class CountdownConformanceTests : EnvironmentConformance
{
    protected override IEnvironment Create() => new CountdownEnvironment(new CountdownOptions());
}

public sealed class TextCountdownConformanceTests : EnvironmentConformance
{
    protected override IEnvironment Create() => new CountdownEnvironment(new CountdownOptions
    {
        Style = PromptStyle.Text,
        Use = NumberUse.AtMostOnce,
        Operations = [CountdownOperation.Sub],
        MinNumbers = 2,
        TrainSize = 300,
    });
}
