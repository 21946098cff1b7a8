using Align.Core;
using Align.Envs.Sentiment;

namespace Align.Tests.Envs.Sentiment;

public sealed class SentimentConformanceTests : PreferenceEnvironmentConformance
{
    protected override IEnvironment Create() => new SentimentEnvironment(new SentimentOptions());
}

public sealed class MarkedSentimentConformanceTests : PreferenceEnvironmentConformance
{
    protected override IEnvironment Create() => new SentimentEnvironment(new SentimentOptions
    {
        Domain = SentimentDomain.F,
        Correlation = -0.4,
        DomainMarker = true,
        Quality = PairQuality.Medium,
        TrainSize = 50,
        TestSize = 20,
        Seed = 9,
    });
}
