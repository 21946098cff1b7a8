namespace Align.Algorithms.PromptSelection;

/// <summary>Which candidates MoPPS takes, by a draw of each one's success rate.</summary>
public enum SelectionStrategy
{
    /// <summary>Those whose draw lies nearest the target.</summary>
    TopK,

    /// <summary>Any whose draw lies between lower and upper; where they are too few, those that miss the band by least.</summary>
    Threshold,

    /// <summary>Any; the beliefs are kept all the same, so that their quality can be compared.</summary>
    Uniform,
}
