using System.Collections.Immutable;
using Align.Core;
using Align.Models.Generation;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Rollouts;

namespace Align.Training.Preference.Online;

/// <summary>Online preference training: the learner sees judged groups of the policy's own completions.</summary>
internal sealed class OnlinePreferenceRecipe(OnlinePreferenceStageConfig config, SamplingOptions sampling) : IPlainRecipe
{
    /// <inheritdoc/>
    public int PromptsPerStep => config.PerStepPrompts;

    /// <inheritdoc/>
    public CollectRollouts? Rollouts(TrainingClock clock, ImmutableArray<Prompt> prompts) => new(
        RandomPurpose.Rollout, clock.RunStep, prompts, [.. Enumerable.Repeat(config.NumGenerations, prompts.Length)], sampling);

    /// <inheritdoc/>
    public ILesson Lesson(TrainingClock clock, ImmutableArray<Prompt> prompts, ImmutableArray<RolloutGroup> groups) =>
        new TrainOnlinePreference(clock, groups, []);
}

/// <summary>The same stage on a recorded stream: pairs in their order, which begins again at the end.</summary>
internal sealed class PairStreamRecipe(OnlinePreferenceStageConfig config, PreferenceData data) : IPlainRecipe
{
    /// <summary>Where the stream's places come from; without bound, so that they come in order.</summary>
    public static PromptSource Source { get; } = new(null, place => new Prompt(place, string.Empty));

    /// <inheritdoc/>
    public int PromptsPerStep => config.PerStepPrompts;

    /// <inheritdoc/>
    public CollectRollouts? Rollouts(TrainingClock clock, ImmutableArray<Prompt> prompts) => null;

    /// <inheritdoc/>
    public ILesson Lesson(TrainingClock clock, ImmutableArray<Prompt> prompts, ImmutableArray<RolloutGroup> groups) =>
        new TrainOnlinePreference(clock, [], [.. prompts.Select(prompt => data.Train[(int)(prompt.Id % data.Train.Length)])]);
}

/// <summary>The optimizer steps of one step: on the pairs of judged groups, or on recorded ones; exactly one of the two is filled.</summary>
internal sealed record TrainOnlinePreference(TrainingClock Clock, ImmutableArray<RolloutGroup> Groups, ImmutableArray<PreferenceExample> Recorded) : ILesson;
