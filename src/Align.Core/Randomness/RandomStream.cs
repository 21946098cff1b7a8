namespace Align.Core;

/// <summary>A counter-based random stream: Philox4x32-10 (Salmon et al., SC 2011), keyed by what the numbers are for.</summary>
/// <remarks>
/// The stream is a pure function of (run seed, purpose, step, prompt id, sample index). There is no state to save and the
/// order in which streams are used cannot matter, so a resumed run, or one with more workers, draws the same numbers.
/// Key: seed, purpose and step, mixed to 64 bits. Counter: prompt id (64 bits), sample index (32 bits), block index (32 bits).
/// The mix is a bijection of the step and the counter holds prompt and sample whole, so that for one seed and purpose no two
/// identities share a stream; across seeds and purposes only a chance of 2^-64 a pair remains. A stream has 2^34 - 4 words.
/// </remarks>
public sealed class RandomStream
{
    private const int WordsPerBlock = 4;
    private readonly ulong _key;
    private readonly ulong _promptId;
    private readonly uint _sampleIndex;
    private readonly uint[] _block = new uint[WordsPerBlock];
    private uint _nextBlock;
    private int _used = WordsPerBlock;

    private RandomStream(ulong key, ulong promptId, uint sampleIndex)
    {
        _key = key;
        _promptId = promptId;
        _sampleIndex = sampleIndex;
    }

    /// <summary>The stream of one identity.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="step">The run's step, or 0 where the stream does not depend on it.</param>
    /// <param name="promptId">The prompt, or 0.</param>
    /// <param name="sampleIndex">The sample of the prompt, or 0.</param>
    public static RandomStream Create(long seed, RandomPurpose purpose, long step = 0, long promptId = 0, int sampleIndex = 0)
    {
        var family = Mix(Mix(unchecked((ulong)seed)) ^ unchecked((ulong)purpose));
        var key = Mix(family ^ unchecked((ulong)step));
        return new RandomStream(key, unchecked((ulong)promptId), unchecked((uint)sampleIndex));
    }

    /// <summary>The next 32 uniform bits.</summary>
    /// <exception cref="OverflowException">The stream is spent, after 2^34 - 4 words.</exception>
    public uint NextUInt32()
    {
        if (_used == WordsPerBlock)
        {
            Refill();
        }
        return _block[_used++];
    }

    /// <summary>The next 64 uniform bits.</summary>
    public ulong NextUInt64() => ((ulong)NextUInt32() << 32) | NextUInt32();

    /// <summary>Uniform in [0, 1), with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="exclusiveMax"/>), without modulo bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is below 1.</exception>
    public long NextInt64(long exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        // Lemire 2019, arXiv:1805.10941: multiply and reject the short remainder.
        var range = (ulong)exclusiveMax;
        var threshold = unchecked(0UL - range) % range;
        while (true)
        {
            var high = Math.BigMul(NextUInt64(), range, out var low);
            if (low >= threshold)
            {
                return (long)high;
            }
        }
    }

    /// <summary>Standard normal, by Box and Muller; two uniforms a draw.</summary>
    public double NextGaussian()
    {
        var radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble()));
        return radius * Math.Cos(2.0 * Math.PI * NextDouble());
    }

    /// <summary>Permutes <paramref name="items"/> uniformly (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)NextInt64(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private void Refill()
    {
        Philox4x32.Block(_key, _promptId, _sampleIndex, _nextBlock, _block);
        _nextBlock = checked(_nextBlock + 1);
        _used = 0;
    }

    // SplitMix64's finaliser (Steele et al. 2014): every input bit reaches every output bit.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
