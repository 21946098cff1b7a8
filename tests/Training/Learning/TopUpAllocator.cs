using Align.Algorithms.Advantages;
using Align.Algorithms.RolloutAllocation;

namespace Align.Tests.Training.Learning;

/// <summary>Two more completions for each that failed in the first stage; prompts without any success in the end are let go where that is asked for.</summary>
internal sealed record TopUpAllocator : IRolloutAllocator
{
    public bool DropUnsolved { get; init; }

    public AllocatorTraits Traits => new() { TwoStages = true };

    public int MaxGenerations(int numGenerations) => 3 * numGenerations;

    public int Extra(RolloutCounts first, int numGenerations, AdvantageTraits advantages) => 2 * (first.Scored - first.Successes);

    public bool Keeps(RolloutCounts all) => !DropUnsolved || all.Successes > 0;

    public IReadOnlyDictionary<string, double> Metrics(IReadOnlyList<AllocatedGroup> groups) => new Dictionary<string, double>
    {
        ["top_up/extra_rollouts"] = groups.Sum(group => group.Extra),
        ["top_up/cumulative_advantage"] = groups.Sum(group => group.CumulativeAdvantage),
    };
}
