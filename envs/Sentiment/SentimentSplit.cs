using Align.Core;

namespace Align.Envs.Sentiment;

/// <summary>Which prompts are held out: a hash of the words and the seed decides, never an index and never the domain.</summary>
internal sealed class SentimentSplit(long seed)
{
    private const double TestFraction = 0.2;

    public bool Contains(PromptSplit split, string words)
    {
        // Polynomial hash to 64 bits; the stream's own mixing spreads it.
        var hash = words.Aggregate(0L, (sum, symbol) => unchecked((sum * 31) + symbol));
        var stream = RandomStream.Create(seed, RandomPurpose.Environment, SentimentStreams.Split, hash);
        return stream.NextDouble() < TestFraction == (split == PromptSplit.Test);
    }
}
