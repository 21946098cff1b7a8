using System.Collections.Immutable;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>Supervised fine-tuning: the learner sees each prompt with its solution.</summary>
internal sealed class SupervisedRecipe(SftStageConfig config) : IPlainRecipe
{
    /// <inheritdoc/>
    public int PromptsPerStep => config.PerStepExamples;

    /// <inheritdoc/>
    public CollectRollouts? Rollouts(TrainingClock clock, ImmutableArray<Prompt> prompts) => null;

    /// <inheritdoc/>
    public ILesson Lesson(TrainingClock clock, ImmutableArray<Prompt> prompts, ImmutableArray<RolloutGroup> groups) =>
        new TrainSupervised(clock, prompts);
}
