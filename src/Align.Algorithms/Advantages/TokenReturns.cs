using System.Collections.Immutable;

namespace Align.Algorithms.Advantages;

/// <summary>The rewards that are still to come at each token of a completion.</summary>
public static class TokenReturns
{
    /// <summary>G_t = r_t + γ·G_{t+1}.</summary>
    /// <param name="rewards">One a token.</param>
    /// <param name="gamma">The discount, in [0, 1].</param>
    /// <returns>One a token.</returns>
    public static ImmutableArray<double> Discounted(ImmutableArray<double> rewards, double gamma)
    {
        if (!(gamma is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "gamma must lie in [0, 1].");
        }
        var returns = new double[rewards.Length];
        var ahead = 0.0;
        for (var token = rewards.Length - 1; token >= 0; token--)
        {
            ahead = rewards[token] + (gamma * ahead);
            returns[token] = ahead;
        }
        return ImmutableArray.Create(returns);
    }
}
