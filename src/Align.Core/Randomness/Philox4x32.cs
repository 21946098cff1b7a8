namespace Align.Core;

/// <summary>The Philox4x32-10 block function (Salmon et al., SC 2011): 128-bit counter and 64-bit key to 128 random bits.</summary>
internal static class Philox4x32
{
    private const int Rounds = 10;
    private const uint MultiplierA = 0xD2511F53;
    private const uint MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9;
    private const uint WeylB = 0xBB67AE85;

    /// <summary>Writes the block at the counter whose 128 bits are, from the lowest, <paramref name="low"/>, <paramref name="middle"/> and <paramref name="high"/>.</summary>
    public static void Block(ulong key, ulong low, uint middle, uint high, Span<uint> output)
    {
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        var (c0, c1, c2, c3) = ((uint)low, (uint)(low >> 32), middle, high);
        for (var round = 0; round < Rounds; round++)
        {
            var productA = (ulong)MultiplierA * c0;
            var productB = (ulong)MultiplierB * c2;
            (c0, c1, c2, c3) = ((uint)(productB >> 32) ^ c1 ^ k0, (uint)productB, (uint)(productA >> 32) ^ c3 ^ k1, (uint)productA);
            k0 = unchecked(k0 + WeylA);
            k1 = unchecked(k1 + WeylB);
        }
        (output[0], output[1], output[2], output[3]) = (c0, c1, c2, c3);
    }
}
