using System.Collections.Immutable;
using Align.Core;
using Align.Models.Generation;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>Group-relative policy optimization: the learner sees judged groups of completions.</summary>
internal sealed class PolicyRecipe(GrpoStageConfig config, SamplingOptions sampling) : ITrainingRecipe
{
    /// <inheritdoc/>
    public int PromptsPerStep => config.PerStepPrompts;

    /// <inheritdoc/>
    public CollectRollouts? Rollouts(TrainingClock clock, ImmutableArray<Prompt> prompts) => new(
        RandomPurpose.Rollout, clock.RunStep, prompts, [.. Enumerable.Repeat(config.NumGenerations, prompts.Length)], sampling);

    /// <inheritdoc/>
    public ILesson Lesson(TrainingClock clock, ImmutableArray<Prompt> prompts, ImmutableArray<RolloutGroup> groups) =>
        new TrainPolicy(clock, groups);
}
