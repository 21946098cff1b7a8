using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Preference.Ofs;
using Align.Training.Supervision;

namespace Align.Training.Preference.Online;

/// <summary>Puts together what an online preference stage learns with.</summary>
internal static class OnlinePreferenceStage
{
    /// <summary>The update of a stage, as at its start.</summary>
    public static IStageUpdate Update(RunServices services, OnlinePreferenceStageConfig config, int stage)
    {
        var totalSteps = config.Steps * config.UpdatesPerStep;
        IStageUpdate inner = config.Ofs is { } ofs
            ? Ofs(services, config, ofs, stage, totalSteps)
            : PreferenceStage.Update(services, new PreferenceSettings(config.Losses, config.MicroBatchSize, config.Optimizer, totalSteps), config.Lora, leavesReference: !config.NeedsReference, stage);
        return new OnlinePreferenceUpdate(inner, config, services.Config.Seed);
    }

    private static UpdateOverAdapters Ofs(RunServices services, OnlinePreferenceStageConfig config, OfsConfig ofs, int stage, long totalSteps)
    {
        var frozen = new FrozenPolicy(services.State, leavesReference: true);
        var modules = new OfsModules(frozen, config.Lora!, ofs.SwapWindow, services.Config.Seed, stage);
        var settings = new OfsSettings(AdapterRules.BetaOf(config.Losses), ofs, config.MicroBatchSize, config.Optimizer, totalSteps);
        return new UpdateOverAdapters(
            new OfsUpdate(services.State, settings, frozen, modules, services.Config.Seed), [frozen, modules], () => frozen.Merge(modules.Fast), [frozen, modules]);
    }
}
