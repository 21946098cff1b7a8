using Align.Training.Configuration;
using Align.Training.Preference;
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
        services.State.Begin(Create(services, stage));
    }

    /// <summary>The update of a stage, as at its start; memories are read afterwards where the run is resumed within it.</summary>
    public static IStageUpdate? Create(RunServices services, int stage) => services.Config.Stages[stage] switch
    {
        SftStageConfig sft => new SupervisedUpdate(services.State, sft),
        GrpoStageConfig grpo => new PolicyUpdate(services.State, grpo, services.Config.Seed),
        PreferenceStageConfig preference => PreferenceStage.Update(services, preference, stage),
        _ => null,
    };

    /// <summary>AdamW over the whole policy.</summary>
    /// <param name="state">Holds the policy.</param>
    /// <param name="config">The stage's.</param>
    /// <param name="totalSteps">Optimizer steps of the stage.</param>
    public static PolicyOptimizer OptimizerOf(TrainingState state, OptimizerConfig config, long totalSteps)
    {
        using var lease = state.Weights.Read();
        return new PolicyOptimizer(ParameterGroup.Of(lease.Policy, config), config, totalSteps);
    }
}
