using Align.Training.Verification;

namespace Align.Training.Configuration;

/// <summary>Whether there is a reward model where completions are to be judged by one.</summary>
internal static class RewardModelChecks
{
    /// <summary>Everything that contradicts; places are left empty.</summary>
    public static IEnumerable<ConfigurationProblem> Problems(RunConfig config)
    {
        var trained = config.Stages.ToList().FindIndex(stage => stage is RewardModelStageConfig);
        var judging = config.Stages.ToList().FindIndex(stage => stage is GrpoStageConfig or OnlinePreferenceStageConfig { Source: PairSource.Rollouts });
        for (var index = 0; index < config.Rewards.Count; index++)
        {
            if (config.Rewards[index].Options is not RewardModelOptions options)
            {
                continue;
            }
            if (options.Path is { } path && !Directory.Exists(path))
            {
                yield return new("", $"rewards.{index}.path", $"there is no directory {path}", null, "name a directory that a reward_model stage wrote, RUN/reward_models/STAGE");
            }
            else if (options.Path is null && (trained < 0 || (judging >= 0 && judging < trained)))
            {
                yield return new("", $"rewards.{index}.path", "missing, and no reward_model stage comes before the first stage that judges completions", null, "put a reward_model stage before it, or name a directory");
            }
        }
    }
}
