using System.Collections.Immutable;

namespace Align.Algorithms.Advantages;

/// <summary>GAE: Â_t = δ_t + γλ·Â_{t+1}, δ_t = r_t + γ·V_{t+1} − V_t, over the tokens of one completion; V after the last token is 0.</summary>
/// <remarks>
/// Schulman et al. 2015, arXiv:1506.02438, eq. 16. A function alone: there is no critic to train here. Returns are Â_t + V_t, before the
/// whitening over the batch's tokens.
/// </remarks>
public static class GeneralizedAdvantage
{
    /// <summary>Advantages, whitened over all tokens, and the value targets.</summary>
    /// <param name="rewards">One a token that counts, completion by completion.</param>
    /// <param name="values">The critic's values of the same tokens, before the step.</param>
    /// <param name="gamma">γ, in [0, 1].</param>
    /// <param name="lambda">λ, in [0, 1].</param>
    /// <param name="denominatorEpsilon">Added to the counts of the whitening; 1e-8 in verl.</param>
    /// <exception cref="ArgumentException">Rows differ in number or length.</exception>
    public static (AdvantageResult Advantages, ImmutableArray<ImmutableArray<double>> Returns) Compute(
        ImmutableArray<ImmutableArray<double>> rewards,
        ImmutableArray<ImmutableArray<double>> values,
        double gamma = 1,
        double lambda = 1,
        double denominatorEpsilon = 0)
    {
        if (rewards.Length != values.Length || rewards.Zip(values).Any(pair => pair.First.Length != pair.Second.Length))
        {
            throw new ArgumentException("There must be one value for each reward.", nameof(values));
        }
        var raw = rewards.Zip(values, (reward, value) => OfRow(reward, value, gamma, lambda)).ToImmutableArray();
        var returns = raw.Zip(values, (advantages, row) => advantages.Zip(row, (advantage, value) => advantage + value).ToImmutableArray());
        return (AdvantageResult.OfTokens(TokenWhitening.Whiten(raw, denominatorEpsilon)), [.. returns]);
    }

    private static ImmutableArray<double> OfRow(ImmutableArray<double> rewards, ImmutableArray<double> values, double gamma, double lambda)
    {
        var advantages = new double[rewards.Length];
        var (nextValue, ahead) = (0.0, 0.0);
        for (var token = rewards.Length - 1; token >= 0; token--)
        {
            ahead = rewards[token] + (gamma * nextValue) - values[token] + (gamma * lambda * ahead);
            nextValue = values[token];
            advantages[token] = ahead;
        }
        return ImmutableArray.Create(advantages);
    }
}
