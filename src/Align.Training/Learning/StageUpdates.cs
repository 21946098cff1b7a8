using Align.Algorithms.PromptSelection;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Preference;
using Align.Training.Preference.Continual;
using Align.Training.Preference.Online;
using Align.Training.Supervision;

namespace Align.Training.Learning;

/// <summary>Which update learns in which kind of stage: the one place on the learner's side that a new kind is added to.</summary>
internal static class StageUpdates
{
    /// <summary>Begins a stage: with a fresh optimizer, and the policy as it is now for reference where the stage needs one.</summary>
    public static void Begin(RunServices services, int stage)
    {
        if (services.Config.Stages[stage].NeedsReference)
        {
            services.State.RenewReference();
        }
        services.State.Begin(null); // The stage before lets go of the policy first.
        services.State.Begin(Create(services, stage));
    }

    /// <summary>The update of a stage, as at its start; memories are read afterwards where the run is resumed within it.</summary>
    public static IStageUpdate? Create(RunServices services, int stage) => services.Config.Stages[stage] switch
    {
        SftStageConfig sft => new SupervisedUpdate(services.State, sft, Part(services, sft.Lora, stage, leavesReference: false), services.Config.Seed, services.Config.Runtime.LogitsChunkTokens),
        GrpoStageConfig grpo => new PolicyUpdate(
            services.State,
            grpo,
            Part(services, grpo.Lora, stage, leavesReference: grpo.ReadsReference),
            new SelectionScope(services.Config.Seed, stage, services.Components.Environment.Count(PromptSplit.Train), grpo.PerStepPrompts),
            services.Config.Runtime.LogitsChunkTokens),
        PreferenceStageConfig preference => PreferenceStage.Update(services, preference, stage),
        OnlinePreferenceStageConfig online => OnlinePreferenceStage.Update(services, online, stage),
        RewardModelStageConfig rewardModel => new RewardModelUpdate(
            services.State, rewardModel, services.Data.Pairs(stage), services.Directory.RewardModel(services.Config.StageName(stage))),
        ContinualPreferenceStageConfig continual => ContinualPreferenceStage.Update(services, continual, stage),
        _ => null,
    };

    /// <summary>What a stage trains.</summary>
    /// <param name="services">Of the run.</param>
    /// <param name="lora">The adapter; <see langword="null"/> for the whole policy.</param>
    /// <param name="stage">The stage's place in the run.</param>
    /// <param name="leavesReference">Whether the policy as it was before the stage becomes the reference when the stage ends, where an adapter kept it from being needed before.</param>
    private static ITrainedPart Part(RunServices services, LoraConfig? lora, int stage, bool leavesReference) => lora is null
        ? new WholePolicy(services.State)
        : new AdaptedPolicy(new FrozenPolicy(services.State, leavesReference), lora, services.Config.Seed, stage);
}
