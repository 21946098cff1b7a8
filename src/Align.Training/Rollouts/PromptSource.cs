using Align.Core;

namespace Align.Training.Rollouts;

/// <summary>Where a stage's prompts come from: an environment's split, or the lines of a file.</summary>
/// <param name="Count">How many there are; <see langword="null"/> where there is no bound.</param>
/// <param name="At">The prompt at an index, from 0.</param>
public sealed record PromptSource(long? Count, Func<long, Prompt> At)
{
    /// <summary>One split of an environment.</summary>
    public static PromptSource Of(IEnvironment environment, PromptSplit split) =>
        new(environment.Count(split), index => environment.CreatePrompt(split, index));

    /// <summary>A list, such as the lines of a file.</summary>
    public static PromptSource Of(IReadOnlyList<Prompt> prompts) => new(prompts.Count, index => prompts[(int)index]);
}
