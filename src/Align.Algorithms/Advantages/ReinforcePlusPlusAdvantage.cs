using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.Advantages;

/// <summary>REINFORCE++: each token's discounted reward-to-go, whitened over all tokens of the batch. No groups.</summary>
/// <remarks>Hu et al. 2025, arXiv:2501.03262, section 3. Long completions weigh more in mean and deviation, token by token.</remarks>
public sealed record ReinforcePlusPlusAdvantage : IAdvantageEstimator
{
    /// <summary>Discount of a token's reward for each token before it (γ). 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double Gamma { get; init; } = 1;

    /// <summary>Added to the token counts that divide. 0 to 1; verl adds 1e-8.</summary>
    [Range(0.0, 1.0)]
    public double DenominatorEpsilon { get; init; }

    /// <inheritdoc/>
    public AdvantageTraits Traits => new() { CouplesBatch = true, TokenLevel = true, ReadsLengths = true };

    /// <inheritdoc/>
    public AdvantageResult Compute(AdvantageBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Require();
        var returns = Enumerable.Range(0, batch.Rewards.Length).Select(i => TokenReturns.Discounted(batch.TokensOf(i), Gamma));
        return AdvantageResult.OfTokens(TokenWhitening.Whiten([.. returns], DenominatorEpsilon));
    }
}
