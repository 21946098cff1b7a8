using System.Collections.Immutable;
using Align.Core;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>Prompts, then their completions where the recipe wants any, then the lesson.</summary>
internal sealed class PlainGathering(IPlainRecipe recipe, TrainingClock clock) : IStepGathering
{
    /// <inheritdoc/>
    public ImmutableArray<RolloutGroup> Sampled { get; private set; } = [];

    /// <inheritdoc/>
    public IStepRequest Begin() => new SelectPrompts(clock.Stage, clock.Step, recipe.PromptsPerStep);

    /// <inheritdoc/>
    public IStepRequest Selected(ImmutableArray<Prompt> prompts) =>
        (IStepRequest?)recipe.Rollouts(clock, prompts) ?? recipe.Lesson(clock, prompts, []);

    /// <inheritdoc/>
    public IStepRequest Collected(ImmutableArray<RolloutGroup> groups)
    {
        Sampled = groups;
        return recipe.Lesson(clock, [], groups);
    }
}
