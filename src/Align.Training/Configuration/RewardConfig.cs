using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>One reward of a run.</summary>
public sealed record RewardConfig
{
    /// <summary>The reward's registered name.</summary>
    public required string Name { get; init; }

    /// <summary>Factor of this reward in the weighted sum. -1e6 to 1e6; a negative weight makes it a penalty.</summary>
    [Range(-1e6, 1e6)]
    public double Weight { get; init; } = 1.0;

    /// <summary>The reward's own options record, bound from the keys beside <c>name</c> and <c>weight</c>.</summary>
    public required object Options { get; init; }
}
