using System.Collections.Immutable;
using Align.Core;
using Align.Training.Learning;
using Align.Training.Rollouts;

namespace Align.Training.Preference;

/// <summary>Training on recorded pairs: the learner sees the pairs that the selector chose; nothing is sampled.</summary>
internal sealed class PreferenceRecipe(int perStepPairs, PreferenceData data) : IPlainRecipe
{
    /// <inheritdoc/>
    public int PromptsPerStep => perStepPairs;

    /// <inheritdoc/>
    public CollectRollouts? Rollouts(TrainingClock clock, ImmutableArray<Prompt> prompts) => null;

    /// <inheritdoc/>
    public ILesson Lesson(TrainingClock clock, ImmutableArray<Prompt> prompts, ImmutableArray<RolloutGroup> groups) =>
        new TrainPreference(clock, [.. prompts.Select(prompt => data.Train[(int)prompt.Id])]);
}

/// <summary>One optimizer step on preference examples.</summary>
internal sealed record TrainPreference(TrainingClock Clock, ImmutableArray<PreferenceExample> Examples) : ILesson
{
    /// <summary>Which of the run step's optimizer steps it is, from 0, where there are several.</summary>
    public int Round { get; init; }
}
