using System.ComponentModel.DataAnnotations;
using Align.Core;
using Align.Training.Configuration.Binding;

namespace Align.Training.Configuration;

/// <summary>One reward of a run: one of the program's own, by <c>name</c>, or yours, by <c>file</c>, <c>assembly</c> or <c>command</c>.</summary>
public sealed record RewardConfig
{
    /// <summary>The reward's registered name; for one of yours the name in metrics, without it that of its file.</summary>
    [RegularExpression("[a-z0-9_]{1,60}", ErrorMessage = "lower-case letters, digits and '_', at most 60 characters")]
    public required string Name { get; init; }

    /// <summary>Factor of this reward in the weighted sum. -1e6 to 1e6; a negative weight makes it a penalty.</summary>
    [Range(-1e6, 1e6)]
    public double Weight { get; init; } = 1.0;

    /// <summary>Where its code runs.</summary>
    [DefaultText("`none`; `process` for yours")]
    public RewardIsolation Isolation { get; init; } = RewardIsolation.None;

    /// <summary>What its processes may take, with <c>isolation: process</c>; their defaults where it is left out.</summary>
    public WorkerLimits? Limits { get; init; }

    /// <summary>Another reward of the run: this one counts only where that one scores <c>gate_threshold</c> or more; elsewhere its term is dropped. Without it, it counts everywhere.</summary>
    public string? Gate { get; init; }

    /// <summary>What the gate must score at least, without its weight; 1 where it is left out. -1e6 to 1e6.</summary>
    [Range(-1e6, 1e6)]
    public double? GateThreshold { get; init; }

    /// <summary>The reward's own options record, bound from the keys beside these.</summary>
    public required object Options { get; init; }

    /// <summary>Whether it runs what a policy has written, and so may not run in this process.</summary>
    internal bool NeedsIsolation => Options.GetType().IsDefined(typeof(NeedsIsolationAttribute), inherit: false);

    /// <summary>Whether names, weights and every option agree.</summary>
    public bool Equals(RewardConfig? other) =>
        other is not null && Name == other.Name && Weight.Equals(other.Weight) && Gate == other.Gate && GateThreshold.Equals(other.GateThreshold) && Isolation == other.Isolation && Limits == other.Limits && OptionsEquality.AreEqual(Options, other.Options);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Weight);
}

/// <summary>Where a reward's code runs.</summary>
public enum RewardIsolation
{
    /// <summary>In the run's own process: fastest. Its deadline cannot stop it, and what it breaks is broken.</summary>
    None,

    /// <summary>In processes of its own, which are limited, killed at the deadline and replaced.</summary>
    Process,
}
