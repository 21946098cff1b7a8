namespace Align.Algorithms.PolicyLosses;

/// <summary>The token losses of a policy loss and what happened in them.</summary>
/// <param name="PerToken">ℓ, [N, T], 0 outside the mask; gradients flow. The caller disposes it.</param>
/// <param name="Statistics">Counts and sums over the selected tokens.</param>
public sealed record PolicyLossTerms(Tensor PerToken, PolicyLossStatistics Statistics);
