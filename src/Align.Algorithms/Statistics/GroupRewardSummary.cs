using Align.Algorithms.Advantages;

namespace Align.Algorithms.Statistics;

/// <summary>The rewards of a step by group (TRL's metrics <c>reward</c>, <c>reward_std</c>, <c>frac_reward_zero_std</c>).</summary>
/// <param name="Groups">Groups with at least one valid completion.</param>
/// <param name="Completions">Valid completions.</param>
/// <param name="Reward">The mean reward of the valid completions; 0 without any.</param>
/// <param name="RewardStd">The mean over groups of the unbiased standard deviation within the group; 0 without groups.</param>
/// <param name="FracRewardZeroStd">The share of groups whose rewards are all equal, which teach nothing; 0 without groups.</param>
public readonly record struct GroupRewardSummary(int Groups, int Completions, double Reward, double RewardStd, double FracRewardZeroStd)
{
    /// <summary>Summarises one reward, group id and validity flag per completion.</summary>
    /// <param name="rewards">Finite where valid.</param>
    /// <param name="groups">Equal ids share a group.</param>
    /// <param name="valid">False for a completion that could not be judged; empty when all are valid.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a valid reward is not finite.</exception>
    public static GroupRewardSummary Of(ReadOnlySpan<double> rewards, ReadOnlySpan<long> groups, ReadOnlySpan<bool> valid)
    {
        var gathered = RewardGroups.Gather(rewards, groups, valid);
        if (gathered.Count == 0)
        {
            return default;
        }
        var (total, deviations, equal) = (0.0, 0.0, 0);
        foreach (var members in gathered)
        {
            var values = RewardGroups.Values(rewards, members);
            var deviation = RewardMoments.Of(values).StandardDeviation;
            total += values.Sum();
            deviations += deviation;
            equal += values.Min() == values.Max() ? 1 : 0;
        }
        var completions = gathered.Sum(members => members.Count);
        return new GroupRewardSummary(
            gathered.Count, completions, total / completions, deviations / gathered.Count, (double)equal / gathered.Count);
    }
}
