using System.Collections.Immutable;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Preference.TokenMasks;
using Align.Training.Supervision;

namespace Align.Training.Preference;

/// <summary>Puts together what a preference stage learns with.</summary>
internal static class PreferenceStage
{
    /// <summary>The update of a stage, as at its start.</summary>
    public static PreferenceUpdate Update(RunServices services, PreferenceStageConfig config, int stage)
    {
        var settings = new PreferenceSettings(config.Losses, config.MicroBatchSize, config.Optimizer, config.Steps)
        {
            TokenWeights = TokenWeightsFactory.Create(services.State, config, services.Config.Seed, stage),
        };
        return Update(services, WithReports(settings, services, config, stage), config.Lora, leavesReference: !config.NeedsReference, stage);
    }

    /// <summary>An update of the whole policy, or of an adapter over it.</summary>
    /// <param name="services">Of the run.</param>
    /// <param name="settings">What to train with.</param>
    /// <param name="lora">The adapter; <see langword="null"/> for the whole policy.</param>
    /// <param name="leavesReference">See <see cref="FrozenPolicy"/>; without it the run has a copy for reference from the start.</param>
    /// <param name="stage">The stage's place in the run.</param>
    public static PreferenceUpdate Update(RunServices services, PreferenceSettings settings, LoraConfig? lora, bool leavesReference, int stage)
    {
        var (state, seed) = (services.State, services.Config.Seed);
        if (lora is null)
        {
            return new PreferenceUpdate(state, settings, new LiveReference(state), new WholePolicy(state), seed);
        }
        var frozen = new FrozenPolicy(state, leavesReference);
        return new PreferenceUpdate(state, settings, new FrozenReference(frozen), new AdaptedPolicy(frozen, lora, seed, stage), seed);
    }

    private static PreferenceSettings WithReports(PreferenceSettings settings, RunServices services, PreferenceStageConfig config, int stage) => config.TokenMasks is not { } masks || settings.TokenWeights is null
        ? settings
        : settings with
        {
            DeadMasks = masks.IsLearned ? new DeadMaskWatch(config, text => services.Observer.OnEvent(new RunEvent.Warning(text))) : null,
            MaskExport = new TokenMaskExport(services.Directory.TokenMasks, services.Config.StageName(stage), Shown(services, stage, masks.NumExported)),
        };

    // Held-out pairs where the environment makes some, else the first to train on.
    private static ImmutableArray<PreferenceExample> Shown(RunServices services, int stage, int count)
    {
        if (services.Components.Environment is not IPreferenceEnvironment environment)
        {
            return [.. services.Data.Pairs(stage).Train.Where(example => example.IsPair).Take(count)];
        }
        var tokens = new PreferenceTokens(services.State.Tokenizer, services.State.Architecture.MaxPositionEmbeddings);
        var available = (int)Math.Min(count, environment.Count(PromptSplit.Test) ?? count);
        return [.. Enumerable.Range(0, available).Select(index => tokens.Encode(index, environment.CreatePair(PromptSplit.Test, index)))];
    }
}
