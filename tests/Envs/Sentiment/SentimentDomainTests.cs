using Align.Core;
using Align.Envs.Sentiment;

namespace Align.Tests.Envs.Sentiment;

public sealed class SentimentDomainTests
{
    // 10,000 texts: one standard deviation of a correlation is 0.01; the tastes are fitted to 4,000 others, 0.016.
    [Theory]
    [InlineData(-0.6, 0)]
    [InlineData(-0.2, 1)]
    [InlineData(0.3, 2)]
    [InlineData(0.9, 3)]
    public void Two_domains_correlate_as_asked(double correlation, long seed)
    {
        Assert.InRange(CorrelationOf(SentimentDomain.A, SentimentDomain.B, correlation, seed), correlation - 0.07, correlation + 0.07);
        Assert.InRange(CorrelationOf(SentimentDomain.D, SentimentDomain.E, correlation, seed), correlation - 0.07, correlation + 0.07);
    }

    [Theory]
    [InlineData(-0.4)]
    [InlineData(0.3)]
    public void All_three_domains_of_a_family_correlate_as_asked(double correlation)
    {
        Assert.InRange(CorrelationOf(SentimentDomain.A, SentimentDomain.C, correlation, 0), correlation - 0.07, correlation + 0.07);
        Assert.InRange(CorrelationOf(SentimentDomain.B, SentimentDomain.C, correlation, 0), correlation - 0.07, correlation + 0.07);
        Assert.InRange(CorrelationOf(SentimentDomain.D, SentimentDomain.F, correlation, 0), correlation - 0.07, correlation + 0.07);
    }

    [Theory]
    [InlineData(-0.6)]
    [InlineData(0.3)]
    public void Squashed_scores_correlate_nearly_as_much(double correlation) =>
        Assert.InRange(CorrelationOf(SentimentDomain.A, SentimentDomain.B, correlation, 0, squash: true) / correlation, 0.8, 1.05);

    [Fact]
    public void Domains_share_prompts_and_texts_and_differ_in_labels()
    {
        var pairs = new[] { SentimentDomain.A, SentimentDomain.B }.Select(domain => SentimentWorld.Pairs(new SentimentOptions { Domain = domain, Correlation = -0.6, LabelNoise = 0 }).ToList()).ToList();
        var agreements = pairs[0].Zip(pairs[1], (one, other) => one.Chosen == other.Chosen).Count(agree => agree);

        Assert.All(pairs[0].Zip(pairs[1]), both => Assert.Equal((both.First.Prompt.Text, both.First.Prompt.Solution), (both.Second.Prompt.Text, both.Second.Prompt.Solution)));
        Assert.All(pairs[0].Zip(pairs[1]), both => Assert.Equal(new[] { both.First.Chosen, both.First.Rejected }.Order(), new[] { both.Second.Chosen, both.Second.Rejected }.Order()));
        // Signs of two normals of correlation −0.6 agree with probability 1/2 + asin(−0.6)/π = 0.295.
        Assert.InRange(agreements / (double)pairs[0].Count, 0.25, 0.34);
    }

    [Fact]
    public void Markers_tell_domains_apart_and_nothing_else_does()
    {
        var prompts = Enum.GetValues<SentimentDomain>().Select(domain => SentimentWorld.Prompts(new SentimentOptions { Domain = domain, DomainMarker = true, TrainSize = 50 }).ToList()).ToList();
        var unmarked = SentimentWorld.Prompts(new SentimentOptions { TrainSize = 50 }).Select(prompt => prompt.Text).ToList();

        Assert.Equal("ABCDEF", string.Concat(prompts.Select(domain => domain.Select(prompt => prompt.Text[0]).Distinct().Single())));
        Assert.All(prompts, domain => Assert.Equal(unmarked, domain.Select(prompt => prompt.Text[1..])));
        Assert.All(prompts, domain => Assert.All(domain, prompt => Assert.Equal(prompt.Text[..1], prompt.Metadata["domain"])));
    }

    [Fact]
    public void One_alphabet_serves_all_domains() => Assert.Single(
        Enum.GetValues<SentimentDomain>().Select(domain => new SentimentEnvironment(new SentimentOptions { Domain = domain, DomainMarker = domain > SentimentDomain.B }).Alphabet).Distinct());

    [Fact]
    public void No_domain_holds_out_what_another_trains_on()
    {
        var train = SentimentWorld.Prompts(new SentimentOptions { Domain = SentimentDomain.A }).Select(prompt => prompt.Text).ToHashSet();
        var test = SentimentWorld.Prompts(new SentimentOptions { Domain = SentimentDomain.F }, PromptSplit.Test).Select(prompt => prompt.Text);

        Assert.Empty(test.Intersect(train));
    }

    private static double CorrelationOf(SentimentDomain one, SentimentDomain other, double correlation, long seed, bool squash = false)
    {
        var options = new SentimentOptions { Correlation = correlation, Seed = seed };
        var texts = SentimentWorld.Prompts(options).Select(prompt => prompt.Solution!).ToList();
        return SentimentWorld.Correlation(Scores(options with { Domain = one }, texts, squash), Scores(options with { Domain = other }, texts, squash));
    }

    private static List<double> Scores(SentimentOptions options, List<string> texts, bool squash)
    {
        var values = SentimentWorld.ValuesOf(options);
        return [.. texts.Select(text => squash ? SentimentWorld.Score(values, text) : SentimentWorld.Sum(values, text))];
    }
}
