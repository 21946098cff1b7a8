using System.Globalization;
using Align.Core;

namespace Align.Training.Configuration;

/// <summary>Rewards that reckon with the longest completion know the one that is sampled.</summary>
internal static class RewardLengths
{
    /// <summary>Everything that contradicts; places are left empty.</summary>
    public static IEnumerable<ConfigurationProblem> Problems(RunConfig config)
    {
        int[] sampled = [.. config.Stages.Select(Longest).OfType<int>().Distinct().Order()];
        return from index in Enumerable.Range(0, config.Rewards.Count)
               let limit = (config.Rewards[index].Options as ICompletionLimit)?.MaxCompletionLength
               where limit is not null && sampled.Length > 0 && !sampled.Contains(limit.Value)
               select new ConfigurationProblem(
                   "",
                   $"rewards.{index}.max_completion_length",
                   string.Create(CultureInfo.InvariantCulture, $"{limit} tokens, and the stages that train on this reward sample up to {string.Join(" or ", sampled)}"),
                   Remedy: "write the max_completion_length of the stage");
    }

    private static int? Longest(StageConfig stage) => stage switch
    {
        GrpoStageConfig grpo => grpo.Sampling.MaxCompletionLength,
        OnlinePreferenceStageConfig { Source: PairSource.Rollouts } online => online.Sampling.MaxCompletionLength,
        _ => null,
    };
}
