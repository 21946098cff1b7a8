using System.Collections.Immutable;
using Align.Core;
using Align.Training.Learning;
using Align.Training.Rollouts;

namespace Align.Training.Supervision;

/// <summary>Tells a stage to do one step; it answers with <see cref="StepFinished"/>, or <see cref="StepDropped"/> where it was told to.</summary>
internal sealed record DoStep(TrainingClock Clock);

/// <summary>Tells a stage to drop the step in hand unless the learner already has it.</summary>
internal sealed record DropStep;

/// <summary>The step was dropped; the weights are those before it.</summary>
internal sealed record StepDropped;

/// <summary>What a step leaves behind.</summary>
/// <param name="Metrics">By name, in the order of the log.</param>
/// <param name="TokensGenerated">Sampled tokens of the step.</param>
/// <param name="Samples">Completions worth showing.</param>
/// <param name="Evaluation">The table, where the step was an evaluation.</param>
internal sealed record StepFinished(
    IReadOnlyDictionary<string, double> Metrics,
    long TokensGenerated,
    ImmutableArray<Trajectory> Samples,
    EvaluationReport? Evaluation = null)
{
    /// <summary>Whether the stage is over, whatever its last step was to be.</summary>
    public bool EndsStage { get; init; }

    /// <summary>Completions that were sampled to train on, those that were let go included; 0 in an evaluation.</summary>
    public long Rollouts { get; init; }

    /// <summary>Their tokens.</summary>
    public long RolloutTokens { get; init; }

    /// <summary>What rewards could not judge, evaluations included.</summary>
    public RewardFaults Faults { get; init; } = RewardFaults.None;
}
