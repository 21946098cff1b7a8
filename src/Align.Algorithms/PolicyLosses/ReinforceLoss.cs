namespace Align.Algorithms.PolicyLosses;

/// <summary>REINFORCE: ℓ = −A·log π_θ. No ratio and no clip: right on policy, biased where a rollout batch gives several optimizer steps.</summary>
/// <remarks>Williams 1992, "Simple statistical gradient-following algorithms for connectionist reinforcement learning"; as in verl. The value is no surrogate of the return, its gradient is.</remarks>
public sealed record ReinforceLoss : IPolicyLoss
{
    /// <inheritdoc/>
    public LossTraits Traits => new() { Monotone = true };

    /// <inheritdoc/>
    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics) => LogProbLoss.Compute(tokens);
}
