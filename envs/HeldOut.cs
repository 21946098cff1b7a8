using Align.Core;

namespace Align.Envs;

/// <summary>Which problems are held out: a hash of the problem's own text and the seed decides, never an index.</summary>
/// <param name="seed">The environment's seed.</param>
/// <param name="family">The family of streams that decide, in the place of the step.</param>
/// <param name="share">The share of all problems that is held out.</param>
internal sealed class HeldOut(long seed, long family, double share = HeldOut.UsualShare)
{
    public const double UsualShare = 0.2;

    /// <summary>Whether the problem belongs to the split.</summary>
    /// <param name="split">Train or Test.</param>
    /// <param name="problem">The problem in a form that all its disguises share, such as its numbers in order.</param>
    public bool Contains(PromptSplit split, string problem) =>
        RandomStream.Create(seed, RandomPurpose.Environment, family, Hash(problem)).NextDouble() < share == (split == PromptSplit.Test);

    // FNV-1a over UTF-16 code units, to 64 bits; the stream's own mixing spreads it.
    private static long Hash(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var unit in text)
        {
            hash = unchecked((hash ^ unit) * 0x100000001B3UL);
        }
        return unchecked((long)hash);
    }
}
