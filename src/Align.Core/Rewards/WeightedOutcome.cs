namespace Align.Core;

/// <summary>One term of a <see cref="WeightedSum"/>: what a reward said, and how much it counts.</summary>
/// <param name="Name">The reward's <see cref="IReward.Name"/>.</param>
/// <param name="Weight">Finite; negative for a penalty.</param>
/// <param name="Outcome">The verdict.</param>
public readonly record struct WeightedOutcome(string Name, double Weight, RewardOutcome Outcome)
{
    /// <summary>What must hold for the term to count; <see langword="null"/> where it always does.</summary>
    public RewardGate? Gate { get; init; }
}

/// <summary>A term counts only where another reward scores enough.</summary>
/// <param name="Name">The other reward's <see cref="IReward.Name"/>; it is a term of the same sum, and has no gate itself.</param>
/// <param name="Threshold">What it must score at least, without its weight; finite.</param>
public sealed record RewardGate(string Name, double Threshold);
