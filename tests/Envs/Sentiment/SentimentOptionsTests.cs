using System.ComponentModel.DataAnnotations;
using Align.Envs.Sentiment;

namespace Align.Tests.Envs.Sentiment;

public sealed class SentimentOptionsTests
{
    public static TheoryData<string, SentimentOptions> Refused => new()
    {
        { nameof(SentimentOptions.Quality), new SentimentOptions { Quality = (PairQuality)3 } },
        { nameof(SentimentOptions.LabelNoise), new SentimentOptions { LabelNoise = -0.1 } },
        { nameof(SentimentOptions.LabelNoise), new SentimentOptions { LabelNoise = double.NaN } },
        { nameof(SentimentOptions.Domain), new SentimentOptions { Domain = (SentimentDomain)6 } },
        { nameof(SentimentOptions.Correlation), new SentimentOptions { Correlation = -1 } },
        { "correlation", new SentimentOptions { Correlation = -0.45, Domain = SentimentDomain.C } },
        { "correlation", new SentimentOptions { Correlation = -0.6, Domain = SentimentDomain.F } },
        { nameof(SentimentOptions.MinPromptLength), new SentimentOptions { MinPromptLength = 2 } },
        { "min_prompt_length", new SentimentOptions { MinPromptLength = 9 } },
        { nameof(SentimentOptions.MinResponseLength), new SentimentOptions { MinResponseLength = 0 } },
        { "min_response_length", new SentimentOptions { MaxResponseLength = 7 } },
        { nameof(SentimentOptions.TrainSize), new SentimentOptions { TrainSize = 0 } },
        { nameof(SentimentOptions.TestSize), new SentimentOptions { TestSize = 0 } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void An_option_out_of_range_is_refused_by_name(string named, SentimentOptions options)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new SentimentEnvironment(options));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_valid()
    {
        var options = new SentimentOptions();

        Assert.True(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
    }

    [Fact]
    public void Two_domains_may_conflict_more_than_three_can()
    {
        var environment = new SentimentEnvironment(new SentimentOptions { Correlation = -0.9, Domain = SentimentDomain.B });

        Assert.Equal("B", environment.CreatePrompt(Core.PromptSplit.Train, 0).Metadata["domain"]);
    }
}
