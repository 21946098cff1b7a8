using System.Collections.Immutable;
using Align.Algorithms.PreferenceLosses;
using Align.Algorithms.PromptSelection;
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
        var data = services.Data.Pairs(stage);
        var (margins, heldOutMargins) = Margins(services, config, stage, data);
        var frozen = config.Lora is null ? null : new FrozenPolicy(services.State, leavesReference: !config.NeedsReference);
        IReferenceLogProbs reference = frozen is null ? new LiveReference(services.State) : new FrozenReference(frozen);
        var settings = new PreferenceSettings(config.Losses, config.MicroBatchSize, config.Optimizer, config.Steps)
        {
            TokenWeights = TokenWeightsFactory.Create(services.State, config, services.Config.Seed, stage),
            SampleReweighting = config.SampleReweighting,
            RewardMargins = margins,
            Evaluation = config.EvalSteps == 0 ? null : new PreferenceEvaluation(
                data.HeldOut, HeldOutScores(services, config, data.HeldOut, reference), heldOutMargins, config.EvalSteps, config.Steps),
        };
        return new PreferenceUpdate(
            services.State, WithReports(settings, services, config, stage), TrainScores(services, config, stage, data, reference), Part(services, frozen, config.Lora, stage), services.Config.Seed);
    }

    /// <summary>An update on pairs that come but once, of the whole policy or of an adapter over it.</summary>
    /// <param name="services">Of the run.</param>
    /// <param name="settings">What to train with.</param>
    /// <param name="lora">The adapter; <see langword="null"/> for the whole policy.</param>
    /// <param name="leavesReference">See <see cref="FrozenPolicy"/>; without it the run has a copy for reference from the start.</param>
    /// <param name="stage">The stage's place in the run.</param>
    public static PreferenceUpdate Update(RunServices services, PreferenceSettings settings, LoraConfig? lora, bool leavesReference, int stage)
    {
        var frozen = lora is null ? null : new FrozenPolicy(services.State, leavesReference);
        IReferenceLogProbs reference = frozen is null ? new LiveReference(services.State) : new FrozenReference(frozen);
        return new PreferenceUpdate(services.State, settings, reference, Part(services, frozen, lora, stage), services.Config.Seed);
    }

    private static ITrainedPart Part(RunServices services, FrozenPolicy? frozen, LoraConfig? lora, int stage) => frozen is null
        ? new WholePolicy(services.State)
        : new AdaptedPolicy(frozen, lora!, services.Config.Seed, stage);

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
        var data = services.Data.Pairs(stage);
        if (data.HeldOut.Length > 0 || services.Components.Environment is not IPreferenceEnvironment environment)
        {
            return [.. (data.HeldOut.Length > 0 ? data.HeldOut : data.Train).Where(example => example.IsPair).Take(count)];
        }
        var tokens = new PreferenceTokens(services.State.Tokenizer, services.State.Architecture.MaxPositionEmbeddings);
        var available = (int)Math.Min(count, environment.Count(PromptSplit.Test) ?? count);
        return [.. Enumerable.Range(0, available).Select(index => tokens.Encode(index, PreferenceText.Of(index, environment.CreatePair(PromptSplit.Test, index))))];
    }

    private static ReferenceScores HeldOutScores(RunServices services, PreferenceStageConfig config, ImmutableArray<PreferenceExample> examples, IReferenceLogProbs reference) => new(
        services.State, reference, examples, [.. Enumerable.Range(0, examples.Length).Select(index => (long)index)], examples.Length, config.MicroBatchSize);

    private static ReferenceScores TrainScores(RunServices services, PreferenceStageConfig config, int stage, PreferenceData data, IReferenceLogProbs reference)
    {
        var order = UniformSelection.Indices(services.Config.Seed, stage, 0, data.Train.Length, data.Train.Length);
        var file = config.PrecomputeReference ? new ReferenceScoresFile(services.Directory.ReferenceScores(services.Config.StageName(stage)), data, services.State.Architecture) : null;
        return new ReferenceScores(services.State, reference, data.Train, order, config.PerStepPairs, config.MicroBatchSize) { File = file };
    }

    private static (RewardMargins? Train, RewardMargins? HeldOut) Margins(RunServices services, PreferenceStageConfig config, int stage, PreferenceData data)
    {
        if (!config.Losses.Any(loss => loss.Loss.Traits.ReadsRewardMargins))
        {
            return (null, null);
        }
        using var named = config.RewardModel is { } path ? RewardModelFile.Load(path, services.State) : null;
        var scorer = new RewardScorer(named ?? services.State.RewardModel!, services.State.Tokenizer.PadTokenId, services.State.Device, config.MicroBatchSize);
        var madpo = config.Losses.Select(loss => loss.Options).OfType<MadpoLoss>().FirstOrDefault();
        var margins = RewardMargins.Compute(scorer, data.Train, madpo);
        margins.Write(services.Directory.RewardMargins(services.Config.StageName(stage)));
        return (margins, data.HeldOut.IsEmpty ? null : RewardMargins.Compute(scorer, data.HeldOut, madpo));
    }
}
