using Align.Core;
using Align.Models.Generation;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Models.Generation;

public sealed class TokenSamplerTests
{
    // Probabilities 0.5, 0.125, 0.25, 0.125.
    private static readonly float[] Logits = [.. new[] { 0.5, 0.125, 0.25, 0.125 }.Select(p => (float)Math.Log(p))];
    private static readonly SamplingOptions Plain = new() { MaxNewTokens = 1 };

    [Fact]
    public void Tokens_come_as_often_as_their_probabilities_say()
    {
        // 20,000 draws: five standard errors of a proportion are at most 5 * sqrt(0.25 / 20,000) = 0.0177.
        var counts = Frequencies(Plain, Logits, 20_000);

        foreach (var (found, expected) in counts.Zip([0.5, 0.125, 0.25, 0.125])) Assert.InRange(found, expected - 0.0177, expected + 0.0177);
    }

    [Fact]
    public void Temperature_divides_the_logits()
    {
        // At T = 0.5 probabilities are squared and renormalised: 1/4, 1/64, 1/16, 1/64 of 22/64.
        var sampled = Sample(Plain with { Temperature = 0.5 }, Logits, token: 2);

        Assert.Equal(Math.Log(4.0 / 22), sampled.LogProb, 5);
        Assert.Equal(Math.Log(4.0 / 22), sampled.ProcessedLogProb, 5);
    }

    [Fact]
    public void Temperature_zero_takes_the_likeliest_and_the_lowest_id_among_equals()
    {
        var options = Plain with { Temperature = 0 };

        var token = First(options, Logits);
        Assert.Equal((0, 0f), (token.Id, token.ProcessedLogProb));
        Assert.Equal(Math.Log(0.5), token.LogProb, 5);
        Assert.Equal(1, First(options, [0, 2, 2, 1]).Id);
    }

    [Theory]
    // 0.5 ln 2 + 2 * 0.125 ln 8 + 0.25 ln 4 = 1.75 ln 2.
    [InlineData(1, 0, 1.2130075659799042)]
    [InlineData(0, 0, 1.2130075659799042)]
    // Truncation changes nothing: it is the entropy of the whole distribution.
    [InlineData(1, 2, 1.2130075659799042)]
    // At T = 0.5: 16/22, 1/22, 4/22, 1/22.
    [InlineData(0.5, 0, 0.8225607715572676)]
    public void The_entropy_is_that_of_the_tempered_distribution(double temperature, int k, double expected) =>
        Assert.Equal(expected, First(Plain with { Temperature = temperature, TopK = k }, Logits).Entropy, 5);

    [Fact]
    public void Excluded_tokens_add_nothing_to_the_entropy() =>
        Assert.Equal(Math.Log(2), First(Plain, [float.NegativeInfinity, 0, float.NegativeInfinity, 0]).Entropy, 5);

    [Fact]
    public void Greedy_sampling_draws_no_number()
    {
        var (used, untouched) = (Stream(), Stream());
        Assert.True(new TokenSampler(Plain with { Temperature = 0 }, 4).TrySample(Logits, used, out _));

        Assert.Equal(untouched.NextUInt64(), used.NextUInt64());
    }

    [Fact]
    public void A_sampled_token_draws_one_uniform_number()
    {
        var (used, other) = (Stream(), Stream());
        Assert.True(new TokenSampler(Plain, 4).TrySample(Logits, used, out _));

        other.NextDouble();
        Assert.Equal(other.NextUInt64(), used.NextUInt64());
    }

    [Theory]
    [InlineData(1, new[] { 1.0, 0, 0, 0 })]
    [InlineData(2, new[] { 2.0 / 3, 0, 1.0 / 3, 0 })]
    // Tokens 1 and 3 are equal; the lower id stays. 0.5, 0.125 and 0.25 of 0.875.
    [InlineData(3, new[] { 4.0 / 7, 1.0 / 7, 2.0 / 7, 0 })]
    [InlineData(4, new[] { 0.5, 0.125, 0.25, 0.125 })]
    [InlineData(9, new[] { 0.5, 0.125, 0.25, 0.125 })]
    [InlineData(0, new[] { 0.5, 0.125, 0.25, 0.125 })]
    public void Top_k_keeps_the_k_likeliest(int k, double[] expected) =>
        RequireDistribution(Plain with { TopK = k }, expected);

    [Theory]
    [InlineData(0.01, new[] { 1.0, 0, 0, 0 })]
    [InlineData(0.49, new[] { 1.0, 0, 0, 0 })]
    [InlineData(0.51, new[] { 2.0 / 3, 0, 1.0 / 3, 0 })]
    [InlineData(0.74, new[] { 2.0 / 3, 0, 1.0 / 3, 0 })]
    [InlineData(0.76, new[] { 4.0 / 7, 1.0 / 7, 2.0 / 7, 0 })]
    [InlineData(1.0, new[] { 0.5, 0.125, 0.25, 0.125 })]
    public void Top_p_keeps_the_fewest_tokens_that_reach_the_mass(double p, double[] expected) =>
        RequireDistribution(Plain with { TopP = p }, expected);

    [Theory]
    [InlineData(0.24, new[] { 0.5, 0.125, 0.25, 0.125 })]
    [InlineData(0.26, new[] { 2.0 / 3, 0, 1.0 / 3, 0 })]
    [InlineData(0.51, new[] { 1.0, 0, 0, 0 })]
    [InlineData(1.0, new[] { 1.0, 0, 0, 0 })]
    public void Min_p_keeps_tokens_relative_to_the_likeliest(double p, double[] expected) =>
        RequireDistribution(Plain with { MinP = p }, expected);

    [Fact]
    public void Top_p_looks_at_what_top_k_left_renormalised() =>
        // Of the two likeliest, 0.5 is 2/3 of the mass: 0.66 is reached by it alone, 0.67 is not.
        RequireDistribution(Plain with { TopK = 2, TopP = 0.66 }, [1.0, 0, 0, 0]);

    [Fact]
    public void Log_probs_before_truncation_are_those_of_the_whole_vocabulary()
    {
        var sampled = Sample(Plain with { TopK = 2 }, Logits, token: 2);

        Assert.Equal(Math.Log(0.25), sampled.LogProb, 5);
        Assert.Equal(Math.Log(1.0 / 3), sampled.ProcessedLogProb, 5);
    }

    [Fact]
    public void Excluded_tokens_are_never_drawn()
    {
        float[] logits = [float.NegativeInfinity, 0, float.NegativeInfinity, 0];

        Assert.Equal([0, 0.5, 0, 0.5], Frequencies(Plain, logits, 4_000).Select(value => Math.Round(value, 1)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Logits_that_are_not_numbers_are_refused(float bad) =>
        Assert.False(new TokenSampler(Plain, 3).TrySample([0, bad, 1], Stream(), out _));

    [Fact]
    public void Logits_that_exclude_everything_are_refused() =>
        Assert.False(new TokenSampler(Plain, 2).TrySample([float.NegativeInfinity, float.NegativeInfinity], Stream(), out _));

    [Fact]
    public void The_likeliest_token_always_survives_and_processed_log_probs_are_never_lower()
    {
        var cases = (from logits in Gen.ArrayOf(Gen.Choose(-60, 60).Select(value => value / 4f), 12)
                     from k in Gen.Choose(0, 13)
                     from p in Gen.Choose(1, 100)
                     from minimum in Gen.Choose(0, 100)
                     from temperature in Gen.Choose(1, 300)
                     from seed in Gen.Choose(0, 1_000_000)
                     select (logits, options: Plain with { TopK = k, TopP = p / 100.0, MinP = minimum / 100.0, Temperature = temperature / 100.0 }, seed)).ToArbitrary();

        Prop.ForAll(cases, each =>
        {
            var sampler = new TokenSampler(each.options, each.logits.Length);
            return sampler.TrySample(each.logits, RandomStream.Create(each.seed, RandomPurpose.Rollout), out var token)
                && token.LogProb <= 0
                && token.ProcessedLogProb >= token.LogProb - 1e-6
                && token.ProcessedLogProb <= 0;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(-0.1, 0, 1.0, 0.0, 1, "temperature")]
    [InlineData(double.NaN, 0, 1.0, 0.0, 1, "temperature")]
    [InlineData(1.0, -1, 1.0, 0.0, 1, "top_k")]
    [InlineData(1.0, 0, 0.0, 0.0, 1, "top_p")]
    [InlineData(1.0, 0, 1.1, 0.0, 1, "top_p")]
    [InlineData(1.0, 0, 1.0, -0.1, 1, "min_p")]
    [InlineData(1.0, 0, 1.0, 1.1, 1, "min_p")]
    [InlineData(1.0, 0, 1.0, 0.0, 0, "max_new_tokens")]
    public void Options_out_of_range_are_named(double temperature, int topK, double topP, double minP, int maxNewTokens, string name)
    {
        var problems = new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP, MinP = minP, MaxNewTokens = maxNewTokens }.Validate();

        Assert.StartsWith(name, Assert.Single(problems), StringComparison.Ordinal);
    }

    private static void RequireDistribution(SamplingOptions options, double[] expected)
    {
        for (var token = 0; token < expected.Length; token++)
        {
            if (expected[token] > 0) Assert.Equal(Math.Log(expected[token]), Sample(options, Logits, token).ProcessedLogProb, 5);
            else Assert.Equal(0, Frequencies(options, Logits, 500)[token]);
        }
    }

    private static double[] Frequencies(SamplingOptions options, float[] logits, int draws)
    {
        var (sampler, stream, counts) = (new TokenSampler(options, logits.Length), Stream(), new double[logits.Length]);
        for (var draw = 0; draw < draws; draw++)
        {
            Assert.True(sampler.TrySample(logits, stream, out var token));
            counts[token.Id] += 1.0 / draws;
        }
        return counts;
    }

    // Draws until the token comes.
    private static SampledToken Sample(SamplingOptions options, float[] logits, int token)
    {
        var (sampler, stream) = (new TokenSampler(options, logits.Length), Stream());
        for (var draw = 0; draw < 10_000; draw++)
            if (sampler.TrySample(logits, stream, out var sampled) && sampled.Id == token) return sampled;
        throw new InvalidOperationException($"token {token} never came");
    }

    private static SampledToken First(SamplingOptions options, float[] logits)
    {
        Assert.True(new TokenSampler(options, logits.Length).TrySample(logits, Stream(), out var sampled));
        return sampled;
    }

    private static RandomStream Stream() => RandomStream.Create(7, RandomPurpose.Rollout);
}
