using System.Collections.Immutable;
using Align.Algorithms.PromptSelection;

namespace Align.Testing;

/// <summary>A stage of three steps that a selection is made for, and what comes of its prompts.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Population">How many prompts there are; <see langword="null"/> where there is no bound.</param>
/// <param name="Prompts">How many prompts a step wants.</param>
/// <param name="Successes">Of four completions each, used in turn; -1 for a prompt that could not be judged.</param>
public sealed record SelectionExample(int Seed, int? Population, int Prompts, ImmutableArray<int> Successes)
{
    /// <summary>Completions of a prompt.</summary>
    public const int Completions = 4;

    /// <summary>What the selection is made for.</summary>
    public SelectionScope Scope => new(Seed, Stage: 1, Population, Prompts);

    /// <summary>What comes of the prompts of a step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="prompts">As they were selected.</param>
    public IReadOnlyList<PromptObservation> Observe(long step, IReadOnlyList<long> prompts)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        return [.. prompts.Select((prompt, place) => Observation(prompt, Successes[(int)((step * prompts.Count) + place) % Successes.Length]))];
    }

    private static PromptObservation Observation(long prompt, int successes) => successes < 0
        ? new(prompt, 0, 0, 0, RewardsDiffer: false)
        : new(prompt, successes, Completions, (double)successes / Completions, successes is > 0 and < Completions);
}
