using Align.Core;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Core.Randomness;

public sealed class RandomStreamTests
{
    [Fact]
    public void A_stream_is_a_pure_function_of_its_identity() => Prop
        .ForAll<long, long, long>((seed, step, prompt) =>
            Draw(RandomStream.Create(seed, RandomPurpose.Rollout, step, prompt, 3), 9)
                .SequenceEqual(Draw(RandomStream.Create(seed, RandomPurpose.Rollout, step, prompt, 3), 9)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Drawing_from_one_stream_leaves_every_other_alone()
    {
        var alone = Draw(RandomStream.Create(7, RandomPurpose.Shuffle), 20);
        var first = RandomStream.Create(7, RandomPurpose.Shuffle);
        var second = RandomStream.Create(7, RandomPurpose.Control);

        var interleaved = Enumerable.Range(0, 20).Select(_ => (Mine: first.NextUInt32(), Other: second.NextUInt32())).ToArray();

        Assert.Equal(alone, interleaved.Select(pair => pair.Mine));
    }

    // 4 seeds × 8 purposes × 8 steps × 16 prompts × 8 samples = 32,768 streams of 128 bits: a chance collision is below 1e-29.
    [Fact]
    public void Neighbouring_identities_have_different_streams()
    {
        var firstBlocks =
            from seed in new long[] { -1, 0, 1, 2 }
            from purpose in Enum.GetValues<RandomPurpose>()
            from step in Enumerable.Range(0, 8)
            from prompt in Enumerable.Range(0, 16)
            from sample in Enumerable.Range(0, 8)
            select Block(RandomStream.Create(seed, purpose, step, prompt, sample));

        var seen = firstBlocks.ToList();

        Assert.Equal(4 * Enum.GetValues<RandomPurpose>().Length * 8 * 16 * 8, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public void Moving_a_number_from_one_place_of_the_identity_to_another_changes_the_stream()
    {
        var identities = new[]
        {
            RandomStream.Create(5, RandomPurpose.Rollout),
            RandomStream.Create(0, RandomPurpose.Rollout, step: 5),
            RandomStream.Create(0, RandomPurpose.Rollout, promptId: 5),
            RandomStream.Create(0, RandomPurpose.Rollout, sampleIndex: 5),
            RandomStream.Create(0, RandomPurpose.Shuffle),
            RandomStream.Create(0, RandomPurpose.Rollout, promptId: 5L << 32),
            RandomStream.Create(0, RandomPurpose.Rollout, step: 5L << 32),
        };

        Assert.Equal(identities.Length, identities.Select(Block).Distinct().Count());
    }

    // 100,000 bits per pair; the fraction of equal bits has a standard deviation of 0.0016, so 0.01 is more than six of them.
    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(0, 0, 0, 1)]
    public void Adjacent_streams_share_half_their_bits(long seed, long step, long prompt, int sample)
    {
        var one = Draw(RandomStream.Create(0, RandomPurpose.Rollout), 3125);
        var other = Draw(RandomStream.Create(seed, RandomPurpose.Rollout, step, prompt, sample), 3125);

        var different = one.Zip(other, (a, b) => (double)System.Numerics.BitOperations.PopCount(a ^ b)).Sum() / (3125 * 32);

        Assert.InRange(different, 0.49, 0.51);
    }

    // Kolmogorov and Smirnov: D·√n above 1.95 has probability 0.001. The seeds are fixed, so the test is not random.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Doubles_are_uniform(long seed)
    {
        const int count = 20_000;
        var stream = RandomStream.Create(seed, RandomPurpose.Control);
        var sorted = Enumerable.Range(0, count).Select(_ => stream.NextDouble()).Order().ToArray();

        var distance = sorted.Select((x, i) => Math.Max(((i + 1.0) / count) - x, x - ((double)i / count))).Max();

        Assert.InRange(sorted[0], 0.0, 1.0);
        Assert.True(sorted[^1] < 1.0);
        Assert.True(distance * Math.Sqrt(count) < 1.95, $"D·√n = {distance * Math.Sqrt(count)}");
    }

    [Fact]
    public void Bounded_integers_stay_in_bounds() => Prop
        .ForAll<long, PositiveInt>((seed, max) =>
        {
            var stream = RandomStream.Create(seed, RandomPurpose.Control);
            return Enumerable.Range(0, 50).All(_ => stream.NextInt64(max.Get) is var x && x >= 0 && x < max.Get);
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void The_largest_bound_is_legal_and_one_gives_only_zero()
    {
        var stream = RandomStream.Create(1, RandomPurpose.Control);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(stream.NextInt64(long.MaxValue), 0, long.MaxValue - 1));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(0, stream.NextInt64(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_bound_below_one_is_refused(long bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomStream.Create(1, RandomPurpose.Control).NextInt64(bound));

    // Chi-square over 7 cells: the 0.001 quantile of 6 degrees of freedom is 22.46.
    [Fact]
    public void Bounded_integers_are_uniform()
    {
        const int count = 70_000;
        var stream = RandomStream.Create(11, RandomPurpose.Control);
        var cells = new double[7];
        for (var i = 0; i < count; i++)
        {
            cells[stream.NextInt64(7)]++;
        }

        Assert.True(cells.Sum(observed => Math.Pow(observed - (count / 7.0), 2) / (count / 7.0)) < 22.46);
    }

    [Fact]
    public void Shuffle_permutes() => Prop
        .ForAll<long, int[]>((seed, items) =>
        {
            var shuffled = items.ToArray();
            RandomStream.Create(seed, RandomPurpose.Shuffle).Shuffle(shuffled.AsSpan());
            return shuffled.Order().SequenceEqual(items.Order());
        })
        .QuickCheckThrowOnFailure();

    // 24 orders of 4 items; the 0.001 quantile of chi-square with 23 degrees of freedom is 49.73.
    [Fact]
    public void Shuffle_gives_every_order_equally_often()
    {
        const int count = 24_000;
        var orders = Enumerable.Range(0, count).GroupBy(ShuffledLetters).ToDictionary(group => group.Key, group => group.Count());

        Assert.Equal(24, orders.Count);
        Assert.True(orders.Values.Sum(observed => Math.Pow(observed - 1000.0, 2) / 1000.0) < 49.73);
    }

    // 100,000 draws: the standard deviations of the four moments are 0.0032, 0.0045, 0.0122 and 0.031.
    [Fact]
    public void Gaussians_have_the_moments_of_the_standard_normal()
    {
        var stream = RandomStream.Create(5, RandomPurpose.Initialization);
        var draws = Enumerable.Range(0, 100_000).Select(_ => stream.NextGaussian()).ToArray();

        Assert.All(draws, x => Assert.True(double.IsFinite(x)));
        Assert.InRange(draws.Average(), -0.013, 0.013);
        Assert.InRange(draws.Average(x => x * x), 0.982, 1.018);
        Assert.InRange(draws.Average(x => x * x * x), -0.05, 0.05);
        Assert.InRange(draws.Average(x => x * x * x * x), 2.87, 3.13);
    }

    // Part of the run format: a change of these words changes every seeded run. Worked out by a second implementation, in Python.
    [Fact]
    public void The_words_of_a_stream_are_frozen()
    {
        var stream = RandomStream.Create(42, RandomPurpose.Rollout, step: 3, promptId: 17, sampleIndex: 2);

        Assert.Equal(FrozenWords, Draw(stream, 5));
    }

    private static readonly uint[] FrozenWords = [0xC3ADA870, 0x6AD0F3A7, 0xCF0D78FA, 0x8D98920D, 0xBC10199D];

    private static string ShuffledLetters(int seed)
    {
        char[] letters = ['a', 'b', 'c', 'd'];
        RandomStream.Create(seed, RandomPurpose.Shuffle).Shuffle(letters.AsSpan());
        return new string(letters);
    }

    private static uint[] Draw(RandomStream stream, int count) => [.. Enumerable.Range(0, count).Select(_ => stream.NextUInt32())];

    private static (ulong, ulong) Block(RandomStream stream) => (stream.NextUInt64(), stream.NextUInt64());
}
