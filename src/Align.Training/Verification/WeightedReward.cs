using Align.Core;

namespace Align.Training.Verification;

/// <summary>A reward and its weight in the sum.</summary>
/// <param name="Reward">The reward.</param>
/// <param name="Weight">Any finite number; a negative one penalises.</param>
public sealed record WeightedReward(IReward Reward, double Weight)
{
    /// <summary>What must hold for the reward to count; <see langword="null"/> where it always does.</summary>
    public RewardGate? Gate { get; init; }
}
