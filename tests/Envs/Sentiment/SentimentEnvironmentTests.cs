using Align.Core;
using Align.Envs.Sentiment;

namespace Align.Tests.Envs.Sentiment;

public sealed class SentimentEnvironmentTests
{
    // The difference of two Gumbel(0, s) draws is logistic of scale s. Pairs are binned by the probability that the text which
    // comes first in the alphabet wins: with 1,500 pairs or more, five standard deviations are at most 5·√(0.25/1,500) = 0.065.
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(4.0)]
    public void The_better_text_wins_with_the_sigmoid_of_the_score_difference(double noise)
    {
        var options = new SentimentOptions { LabelNoise = noise, TrainSize = 40_000 };
        var values = SentimentWorld.ValuesOf(options);
        var bins = SentimentWorld.Pairs(options)
            .Where(pair => pair.Chosen != pair.Rejected)
            .Select(pair => (Wins: string.CompareOrdinal(pair.Chosen, pair.Rejected) < 0, Margin: SentimentWorld.Score(values, pair.Chosen) - SentimentWorld.Score(values, pair.Rejected)))
            .Select(pair => (pair.Wins, Expected: 1 / (1 + Math.Exp(-(pair.Wins ? pair.Margin : -pair.Margin) / noise))))
            .GroupBy(pair => (int)(pair.Expected * 10))
            .Where(bin => bin.Count() >= 1500)
            .ToList();

        Assert.True(bins.Count >= 3, $"Only {bins.Count} bins are full.");
        Assert.All(bins, bin => Assert.InRange(bin.Average(pair => pair.Wins ? 1.0 : 0.0) - bin.Average(pair => pair.Expected), -0.065, 0.065));
    }

    [Fact]
    public void Without_noise_the_better_text_always_wins()
    {
        var options = new SentimentOptions { LabelNoise = 0 };
        var values = SentimentWorld.ValuesOf(options);

        Assert.All(SentimentWorld.Pairs(options), pair => Assert.True(SentimentWorld.Score(values, pair.Chosen) >= SentimentWorld.Score(values, pair.Rejected)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void About_a_sixth_of_high_quality_labels_name_the_worse_text(long seed) =>
        Assert.InRange(ShareOfWrongLabels(new SentimentOptions { Seed = seed }), 0.15, 0.21);

    [Fact]
    public void Labels_become_easier_from_high_to_low_quality()
    {
        var shares = new[] { PairQuality.High, PairQuality.Medium, PairQuality.Low }.Select(quality => ShareOfWrongLabels(new SentimentOptions { Quality = quality })).ToArray();

        Assert.True(shares[0] > shares[1] + 0.02 && shares[1] > shares[2] + 0.02, string.Join(' ', shares));
    }

    // Without noise the negative text, where there is one, is the rejected one but for rare cases. Texts of the world have mean score 0.
    [Theory]
    [InlineData(PairQuality.High, 0)]
    [InlineData(PairQuality.Medium, 1)]
    [InlineData(PairQuality.Low, 2)]
    public void Quality_says_how_many_pairs_hold_a_clearly_negative_text(PairQuality quality, int negativesOfTwo)
    {
        var options = new SentimentOptions { Quality = quality, LabelNoise = 0 };
        var values = SentimentWorld.ValuesOf(options);
        var rejected = SentimentWorld.Pairs(options).Select(pair => SentimentWorld.Score(values, pair.Rejected)).ToList();
        var (even, odd) = (Every(rejected, 0), Every(rejected, 1));

        Assert.InRange(even, negativesOfTwo == 2 ? -3 : -1.6, negativesOfTwo == 2 ? -2.5 : -1);
        Assert.InRange(odd, negativesOfTwo > 0 ? -3 : -1.6, negativesOfTwo > 0 ? -2.5 : -1);
    }

    [Fact]
    public void The_unreplaced_pairs_of_medium_quality_are_those_of_high()
    {
        var (medium, high) = (SentimentWorld.Pairs(new SentimentOptions { Quality = PairQuality.Medium }), SentimentWorld.Pairs(new SentimentOptions()));

        Assert.All(medium.Zip(high).Where(pairs => pairs.First.Prompt.Id % 2 == 0), pairs => Assert.Equal((pairs.Second.Chosen, pairs.Second.Rejected), (pairs.First.Chosen, pairs.First.Rejected)));
    }

    // 10,000 texts: one standard deviation of the mean is 0.01, of the variance 0.014; the tastes are fitted to 4,000 others.
    [Theory]
    [InlineData(SentimentDomain.A, 0)]
    [InlineData(SentimentDomain.C, 1)]
    [InlineData(SentimentDomain.E, 2)]
    public void Sums_over_the_worlds_texts_have_mean_0_and_variance_1(SentimentDomain domain, long seed)
    {
        var options = new SentimentOptions { Domain = domain, Seed = seed, Correlation = 0.3 };
        var values = SentimentWorld.ValuesOf(options);
        var sums = SentimentWorld.Prompts(options).Select(prompt => SentimentWorld.Sum(values, prompt.Solution!)).ToList();

        Assert.InRange(sums.Average(), -0.12, 0.12);
        Assert.InRange(sums.Average(sum => sum * sum), 0.88, 1.12);
    }

    [Fact]
    public void Responses_are_texts_like_the_solutions()
    {
        var options = new SentimentOptions();
        var (responses, solutions) = (SentimentWorld.Pairs(options).Select(pair => pair.Chosen + pair.Rejected).ToList(), SentimentWorld.Prompts(options).Select(prompt => prompt.Solution!).ToList());

        Assert.All("abcdefghijklmnopqrst~", symbol => Assert.InRange(Share(responses, symbol) - Share(solutions, symbol), -0.006, 0.006));
    }

    [Fact]
    public void Lengths_lie_between_the_least_and_the_most_and_reach_both()
    {
        var options = new SentimentOptions { MinPromptLength = 3, MaxPromptLength = 5, MinResponseLength = 2, MaxResponseLength = 4, DomainMarker = true, TrainSize = 300 };
        var pairs = SentimentWorld.Pairs(options).ToList();

        Assert.Equal([3, 4, 5], pairs.Select(pair => pair.Prompt.Text.Length - 2).Distinct().Order());
        Assert.Equal([2, 3, 4], pairs.SelectMany(pair => new[] { pair.Chosen.Length, pair.Rejected.Length, pair.Prompt.Solution!.Length }).Distinct().Order());
    }

    [Fact]
    public void Every_negation_stands_before_a_word()
    {
        var texts = SentimentWorld.Pairs(new SentimentOptions()).SelectMany(pair => new[] { pair.Chosen, pair.Rejected, pair.Prompt.Solution!, pair.Prompt.Text.TrimEnd(':') }).ToList();

        Assert.Contains(texts, text => text.Contains('~', StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.EndsWith('~') || text.Contains("~~", StringComparison.Ordinal));
    }

    [Fact]
    public void A_smaller_split_is_the_beginning_of_a_larger_one()
    {
        var (small, large) = (SentimentWorld.Pairs(new SentimentOptions { TrainSize = 100 }), SentimentWorld.Pairs(new SentimentOptions { TrainSize = 1000 }));

        Assert.Equal(large.Take(100).Select(Texts), small.Select(Texts));
    }

    [Fact]
    public void The_seed_changes_the_texts_and_the_taste()
    {
        var (one, other) = (new SentimentOptions { Seed = 1, TrainSize = 10 }, new SentimentOptions { Seed = 2, TrainSize = 10 });

        Assert.Empty(SentimentWorld.Pairs(one).Select(Texts).Intersect(SentimentWorld.Pairs(other).Select(Texts)));
        Assert.NotEqual(SentimentWorld.ValuesOf(one), SentimentWorld.ValuesOf(other));
    }

    // Part of the run format: resumed and repeated runs rely on these very pairs.
    [Fact]
    public void The_first_pair_is_frozen()
    {
        var pair = SentimentWorld.Pairs(new SentimentOptions { TrainSize = 1 }).Single();

        Assert.Equal(("qgsmp~r:", "memipgd~qhg", "hb~amamd", "fnkhchaarqg"), (pair.Prompt.Text, pair.Prompt.Solution, pair.Chosen, pair.Rejected));
        Assert.StartsWith("b=-0.143 d=0.385 e=-0.503 ", pair.Prompt.Metadata["lexicon"], StringComparison.Ordinal);
    }

    private static double ShareOfWrongLabels(SentimentOptions options)
    {
        var values = SentimentWorld.ValuesOf(options);
        return SentimentWorld.Pairs(options).Average(pair => SentimentWorld.Score(values, pair.Chosen) < SentimentWorld.Score(values, pair.Rejected) ? 1.0 : 0.0);
    }

    private static double Every(List<double> scores, int remainder) => scores.Where((_, index) => index % 2 == remainder).Average();

    private static double Share(List<string> texts, char symbol) => texts.Sum(text => text.Count(at => at == symbol)) / (double)texts.Sum(text => text.Length);

    private static (string, string, string) Texts(PreferencePair pair) => (pair.Prompt.Text, pair.Chosen, pair.Rejected);
}
