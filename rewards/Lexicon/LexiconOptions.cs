namespace Align.Rewards.Lexicon;

/// <summary>How a sum of word values becomes a score.</summary>
public sealed record LexiconOptions
{
    /// <summary>Whether the score is 3·tanh of the sum, which lies in (−3, 3) and is what the sentiment environment labels by, or the sum itself. Default true.</summary>
    public bool Squash { get; init; } = true;
}
