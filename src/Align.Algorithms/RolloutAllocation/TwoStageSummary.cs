namespace Align.Algorithms.RolloutAllocation;

/// <summary>What the second stage of rollouts cost and brought (arXiv:2508.13755).</summary>
/// <param name="Prompts">The step's prompts.</param>
/// <param name="ExtraRollouts">Judged rollouts of the second stage.</param>
/// <param name="Saved">The share of prompts that were unsolved after the first stage and solved once or more after both; 0 without prompts.</param>
/// <param name="Unsolved">Prompts never solved in both stages.</param>
/// <param name="Partial">Prompts solved sometimes.</param>
/// <param name="Solved">Prompts always solved.</param>
public readonly record struct TwoStageSummary(int Prompts, int ExtraRollouts, double Saved, int Unsolved, int Partial, int Solved)
{
    /// <summary>Of a step's prompts.</summary>
    /// <param name="first">The first stage of each.</param>
    /// <param name="second">Its second stage; no rollouts where it got none.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static TwoStageSummary Of(IReadOnlyList<RolloutCounts> first, IReadOnlyList<RolloutCounts> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"{first.Count} prompts in the first stage and {second.Count} in the second.", nameof(second));
        }
        var combined = first.Zip(second, (one, other) => one.Plus(other)).ToArray();
        var saved = first.Zip(combined).Count(prompt => prompt.First.IsUnsolved && prompt.Second.Successes > 0);
        return new TwoStageSummary(
            first.Count,
            second.Sum(prompt => prompt.Scored),
            first.Count == 0 ? 0 : (double)saved / first.Count,
            combined.Count(prompt => prompt.IsUnsolved),
            combined.Count(prompt => prompt.IsMixed),
            combined.Count(prompt => prompt.IsSolved));
    }
}
