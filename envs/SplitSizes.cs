using Align.Core;

namespace Align.Envs;

/// <summary>How many prompts the splits of an environment hold.</summary>
internal readonly record struct SplitSizes(long Train, long Test)
{
    public long Of(PromptSplit split) => split switch
    {
        PromptSplit.Train => Train,
        PromptSplit.Test => Test,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "The splits are Train and Test."),
    };

    /// <summary>Refuses an index that the split does not have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside.</exception>
    public void RequireInside(PromptSplit split, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Of(split));
    }
}
