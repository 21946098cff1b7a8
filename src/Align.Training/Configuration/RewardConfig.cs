using System.ComponentModel.DataAnnotations;
using Align.Training.Configuration.Binding;

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

    /// <summary>Whether names, weights and every option agree.</summary>
    public bool Equals(RewardConfig? other) =>
        other is not null && Name == other.Name && Weight.Equals(other.Weight) && OptionsEquality.AreEqual(Options, other.Options);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Weight);
}
