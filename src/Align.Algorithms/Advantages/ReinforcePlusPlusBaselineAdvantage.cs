using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.Advantages;

/// <summary>REINFORCE++ with a group baseline: s_i = r_i − mean_g, given to each token of completion i and whitened over all tokens of the batch.</summary>
/// <remarks>Hu et al. 2025, arXiv:2501.03262, section 3 (REINFORCE++-baseline). In verl a lone completion enters with its raw reward.</remarks>
public sealed record ReinforcePlusPlusBaselineAdvantage : IAdvantageEstimator
{
    /// <summary>What a completion enters the whitening with that is alone in its group.</summary>
    public SingletonAdvantage Singleton { get; init; } = SingletonAdvantage.Zero;

    /// <summary>Added to the token counts that divide. 0 to 1; verl adds 1e-8.</summary>
    [Range(0.0, 1.0)]
    public double DenominatorEpsilon { get; init; }

    /// <inheritdoc/>
    public AdvantageTraits Traits => new() { Grouped = true, CouplesBatch = true, ReadsLengths = true, ShiftInvariant = true };

    /// <inheritdoc/>
    public AdvantageResult Compute(AdvantageBatch batch)
    {
        var centred = RewardGroups.Centred(batch, Singleton);
        var tokens = centred.Select((value, i) => Enumerable.Repeat(value, batch.Lengths[i]).ToImmutableArray());
        var whitened = TokenWhitening.Whiten([.. tokens], DenominatorEpsilon);
        return new AdvantageResult([.. whitened.Select(row => row.IsEmpty ? 0 : row[0])]);
    }
}
