namespace Align.Algorithms.RolloutAllocation;

/// <summary>The same number of completions for every prompt.</summary>
public static class FixedAllocation
{
    /// <summary>How many completions each prompt of a step gets.</summary>
    /// <param name="prompts">The number of prompts; 0 or above.</param>
    /// <param name="numGenerations">Completions per prompt; at least 1.</param>
    /// <returns>One count per prompt.</returns>
    public static int[] Counts(int prompts, int numGenerations)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prompts);
        ArgumentOutOfRangeException.ThrowIfLessThan(numGenerations, 1);
        var counts = new int[prompts];
        Array.Fill(counts, numGenerations);
        return counts;
    }
}
