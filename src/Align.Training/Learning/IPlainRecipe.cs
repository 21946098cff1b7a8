using System.Collections.Immutable;
using Align.Core;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>A recipe that asks for prompts once, and for their completions at most once.</summary>
internal interface IPlainRecipe : ITrainingRecipe
{
    /// <summary>How many prompts a step takes.</summary>
    int PromptsPerStep { get; }

    /// <summary>The completions to collect for the step's prompts; <see langword="null"/> where the stage learns from the prompts themselves.</summary>
    CollectRollouts? Rollouts(TrainingClock clock, ImmutableArray<Prompt> prompts);

    /// <summary>The message that the learner gets; exactly one of the two lists is filled.</summary>
    ILesson Lesson(TrainingClock clock, ImmutableArray<Prompt> prompts, ImmutableArray<RolloutGroup> groups);

    /// <inheritdoc/>
    IStepGathering ITrainingRecipe.Gather(TrainingClock clock) => new PlainGathering(this, clock);
}
