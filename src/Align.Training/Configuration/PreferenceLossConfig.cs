using System.ComponentModel.DataAnnotations;
using Align.Algorithms.PreferenceLosses;
using Align.Training.Configuration.Binding;

namespace Align.Training.Configuration;

/// <summary>One preference loss of a stage.</summary>
public sealed record PreferenceLossConfig
{
    /// <summary>The loss's registered name.</summary>
    public required string Name { get; init; }

    /// <summary>Factor of this loss in the weighted sum. Above 0, up to 1e6.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double Weight { get; init; } = 1.0;

    /// <summary>The loss itself: its options are its properties, bound from the keys beside <c>name</c> and <c>weight</c>.</summary>
    public required object Options { get; init; }

    /// <summary><see cref="Options"/> as what it is.</summary>
    public IPreferenceLoss Loss => (IPreferenceLoss)Options;

    /// <summary>Whether names, weights and every option agree.</summary>
    public bool Equals(PreferenceLossConfig? other) =>
        other is not null && Name == other.Name && Weight.Equals(other.Weight) && OptionsEquality.AreEqual(Options, other.Options);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Weight);
}
