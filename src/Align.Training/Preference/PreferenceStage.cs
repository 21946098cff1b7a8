using Align.Training.Configuration;
using Align.Training.Supervision;

namespace Align.Training.Preference;

/// <summary>Puts together what a preference stage learns with.</summary>
internal static class PreferenceStage
{
    /// <summary>The update of a stage, as at its start.</summary>
    public static PreferenceUpdate Update(RunServices services, PreferenceStageConfig config) => new(
        services.State,
        new PreferenceSettings(config.Losses, config.MicroBatchSize, config.Optimizer, config.Steps),
        new LiveReference(services.State),
        services.Config.Seed);
}
