using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.Advantages;

/// <summary>GRPO for pass@k: the best completion of a group gets (r_max − r_second)/(std_g + ε), all others 0.</summary>
/// <remarks>
/// verl's <c>grpo_passk</c>, after "Pass@k Policy Optimization", arXiv:2505.15201. A tie at the top gives 0, since a second best is as good.
/// Differs from verl: a group of one gives 0 instead of an error.
/// </remarks>
public sealed record GrpoPassKAdvantage : IAdvantageEstimator
{
    /// <summary>Whether the difference is divided by the group's standard deviation.</summary>
    public bool ScaleRewards { get; init; } = true;

    /// <summary>Added to the standard deviation. 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double Epsilon { get; init; } = 1e-6;

    /// <inheritdoc/>
    public AdvantageTraits Traits => new() { Grouped = true, ShiftInvariant = true, DividesByGroupDeviation = ScaleRewards, ZeroOnEqualRewards = true };

    /// <inheritdoc/>
    public AdvantageResult Compute(AdvantageBatch batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Epsilon);
        var gathered = RewardGroups.Gather(batch);
        var advantages = new double[batch.Rewards.Length];
        foreach (var members in gathered.Where(members => members.Count > 1))
        {
            var ranked = members.OrderByDescending(member => batch.Rewards[member]).ToArray();
            var lead = batch.Rewards[ranked[0]] - batch.Rewards[ranked[1]];
            var deviation = RewardMoments.Of(RewardGroups.Values(batch.Rewards.AsSpan(), members)).StandardDeviation;
            advantages[ranked[0]] = lead == 0 ? 0 : ScaleRewards ? lead / (deviation + Epsilon) : lead;
        }
        return new AdvantageResult(ImmutableArray.Create(advantages));
    }
}
