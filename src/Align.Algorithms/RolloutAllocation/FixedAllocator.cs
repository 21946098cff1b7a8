namespace Align.Algorithms.RolloutAllocation;

/// <summary>The same number of completions for every prompt, in one stage.</summary>
public sealed record FixedAllocator : IRolloutAllocator;
