namespace Align.Algorithms.RolloutAllocation;

/// <summary>Which prompts are trained on after both stages: those with 0 &lt; mean &lt; threshold over all their rollouts (arXiv:2508.13755).</summary>
public static class DarsFilter
{
    /// <summary>Whether the prompt is kept.</summary>
    /// <param name="combined">The rollouts of both stages.</param>
    /// <param name="upperThreshold">In (0, 1]; 1 leaves out only prompts that are always solved.</param>
    public static bool Keeps(RolloutCounts combined, double upperThreshold = 1) => combined.Successes > 0 && combined.Accuracy < upperThreshold;
}
