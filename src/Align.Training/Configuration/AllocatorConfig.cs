using Align.Algorithms.RolloutAllocation;

namespace Align.Training.Configuration;

/// <summary>How many completions each prompt of a stage gets: its <c>name</c> (see <c>align list allocators</c>) and its own options. Without a name it is <c>fixed</c>.</summary>
public sealed record AllocatorConfig
{
    /// <summary>The allocator's registered name.</summary>
    public string Name { get; init; } = "fixed";

    /// <summary>The allocator with its options, bound from the keys beside <c>name</c>.</summary>
    public object Options { get; init; } = new FixedAllocator();

    /// <summary>The allocator.</summary>
    public IRolloutAllocator Allocator => (IRolloutAllocator)Options;
}
