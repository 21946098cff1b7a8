namespace Align.Core;

/// <summary>One term of a <see cref="WeightedSum"/>: what a reward said, and how much it counts.</summary>
/// <param name="Name">The reward's <see cref="IReward.Name"/>.</param>
/// <param name="Weight">Finite; negative for a penalty.</param>
/// <param name="Outcome">The verdict.</param>
public readonly record struct WeightedOutcome(string Name, double Weight, RewardOutcome Outcome);
