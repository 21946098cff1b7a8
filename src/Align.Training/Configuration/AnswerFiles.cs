using Align.Training.Configuration.Binding;

namespace Align.Training.Configuration;

/// <summary>Files and directories that hold gold answers and tests: programs that a policy has written must not read them.</summary>
public static class AnswerFiles
{
    /// <summary>The data files that the environments of a run read, and the run's directory, whose samples stand beside their answers and rewards.</summary>
    public static IReadOnlyList<string> Of(RunConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var domains = config.Stages.OfType<ContinualPreferenceStageConfig>().SelectMany(stage => stage.Domains).Select(domain => domain.Environment).OfType<EnvironmentConfig>();
        return [.. domains.Prepend(config.Environment).SelectMany(environment => Slot.Of(environment.Options)).Where(slot => slot.IsFilePath).Select(slot => slot.Value).OfType<string>().Append(config.ResolveOutputDir())];
    }

    /// <summary>The reward with these files hidden from its processes, where it runs what a policy has written; else as it is.</summary>
    public static RewardConfig Hide(RewardConfig reward, IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(reward);
        var limits = reward.Limits ?? new();
        return reward.NeedsIsolation ? reward with { Limits = limits with { Hide = [.. limits.Hide, .. files.Select(Path.GetFullPath)] } } : reward;
    }
}
