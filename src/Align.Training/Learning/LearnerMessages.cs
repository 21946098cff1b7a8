using System.Collections.Immutable;
using Align.Core;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>Tells the learner which stage comes; it answers with <see cref="StageBegun"/>.</summary>
/// <param name="Stage">The stage's place in the run, from 0.</param>
/// <param name="FirstStep">The step within the stage that comes first; above 0 where a run is resumed, whose optimizer is kept then.</param>
internal sealed record BeginStage(int Stage, long FirstStep);

/// <summary>The learner is ready for the stage's first step.</summary>
internal sealed record StageBegun;

/// <summary>One optimizer step on the prompts' own solutions.</summary>
internal sealed record TrainSupervised(TrainingClock Clock, ImmutableArray<Prompt> Examples) : ILesson;

/// <summary>The optimizer steps that one rollout batch pays for.</summary>
/// <param name="Clock">Where the step stands.</param>
/// <param name="Prompts">Every prompt that was sampled, in the order of selection; those that are kept are trained on.</param>
internal sealed record TrainPolicy(TrainingClock Clock, ImmutableArray<PromptRollouts> Prompts) : ILesson
{
    /// <summary>Batches of prompts that were sampled beyond the first.</summary>
    public int Refills { get; init; }
}

/// <summary>Where a training step stands.</summary>
/// <param name="Stage">The stage's place in the run, from 0.</param>
/// <param name="Step">The step within the stage, from 0.</param>
/// <param name="RunStep">The step within the run, from 0; keys the random streams.</param>
internal sealed record TrainingClock(int Stage, long Step, long RunStep);

/// <summary>The answer to a training message.</summary>
/// <param name="Step">The step within the stage.</param>
/// <param name="Metrics">By name, in the order of the log.</param>
/// <param name="EndsStage">Whether the stage is over, whatever its last step was to be.</param>
internal sealed record StepTrained(long Step, IReadOnlyDictionary<string, double> Metrics, bool EndsStage);
