using System.Security.Cryptography;
using Align.Training.Configuration;
using Align.Training.Configuration.Binding;

namespace Align.Training.Supervision;

/// <summary>SHA-256 of the files outside its directory that a run reads, by the keys that name them: a resumed run must find the same ones.</summary>
internal static class RunInputs
{
    /// <summary>The hashes.</summary>
    public static SortedDictionary<string, string> Of(RunConfig config)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var slot in Slot.Of(config.Environment.Options).Where(slot => slot.IsFilePath))
        {
            Add(hashes, $"environment.{slot.Key}", (string?)slot.Value);
        }
        Add(hashes, "model.config", config.Model.Config);
        Add(hashes, "model.path", config.Model.Path);
        for (var reward = 0; reward < config.Rewards.Count; reward++)
        {
            var options = config.Rewards[reward].Options;
            foreach (var (key, path) in (options as IPluginRewardOptions)?.Files ?? [])
            {
                Add(hashes, $"rewards.{reward}.{key}", path);
            }
            foreach (var slot in Slot.Of(options).Where(slot => options is not IPluginRewardOptions && slot.IsFilePath))
            {
                Add(hashes, $"rewards.{reward}.{slot.Key}", (string?)slot.Value);
            }
        }
        for (var stage = 0; stage < config.Stages.Count; stage++)
        {
            foreach (var (key, path) in Paths(config.Stages[stage]))
            {
                Add(hashes, $"stages.{stage}.{key}", path);
            }
        }
        return hashes;
    }

    private static IEnumerable<(string Key, string? Path)> Paths(StageConfig stage) => stage switch
    {
        SftStageConfig sft => [("data", sft.Data)],
        RewardModelStageConfig rewardModel => [("data", rewardModel.Pairs.Data)],
        GrpoStageConfig grpo => [.. Slot.Of(grpo.Selector.Options).Where(slot => slot.IsFilePath).Select(slot => ($"selector.{slot.Key}", (string?)slot.Value))],
        PreferenceStageConfig preference => [("data", preference.Pairs.Data), ("reward_model", preference.RewardModel)],
        OnlinePreferenceStageConfig online => [("data", online.Data)],
        ContinualPreferenceStageConfig continual => continual.Domains.Select((domain, index) => ($"domains.{index}.data", domain.Data)),
        _ => [],
    };

    // A directory is its model's files; others in it change nothing.
    private static void Add(SortedDictionary<string, string> hashes, string key, string? path)
    {
        if (Directory.Exists(path))
        {
            foreach (var file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)
                .Where(file => file.EndsWith(".safetensors", StringComparison.Ordinal) || Path.GetFileName(file) is "config.json" or "tokenizer.json"))
            {
                Add(hashes, $"{key}/{Path.GetFileName(file)}", file);
            }
        }
        else if (path is not null)
        {
            using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            hashes[key] = Convert.ToHexStringLower(SHA256.HashData(content));
        }
    }
}
