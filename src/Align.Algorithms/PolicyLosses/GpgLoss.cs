namespace Align.Algorithms.PolicyLosses;

/// <summary>GPG: ℓ = −A·log π_θ, REINFORCE's loss, meant for the advantages of the estimator <c>gpg</c>.</summary>
/// <remarks>Chu et al. 2025, Group Policy Gradient, arXiv:2504.02546, eq. 6. Without ratio, clip, KL or reference.</remarks>
public sealed record GpgLoss : IPolicyLoss
{
    /// <inheritdoc/>
    public LossTraits Traits => new() { Monotone = true };

    /// <inheritdoc/>
    public PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics) => LogProbLoss.Compute(tokens);
}
