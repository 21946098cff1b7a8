namespace Align.Algorithms.PromptSelection;

/// <summary>Chooses the prompts that a step samples completions for. Its properties are its options, with defaults and ranges; what it learns lives in the <see cref="IPromptSelection"/> that it begins.</summary>
public interface IPromptSelector
{
    /// <summary>What holds for the selector with these options.</summary>
    PromptSelectorTraits Traits => new();

    /// <summary>How often a step may ask for more prompts after its first batch, because <see cref="Keeps"/> let some go; 0 or above.</summary>
    int MaxRefills => 0;

    /// <summary>Whether a prompt that was sampled stays in the step; one that does not is neither trained on nor counted, and its place is refilled.</summary>
    /// <param name="observation">All completions of the prompt in this step.</param>
    bool Keeps(PromptObservation observation) => true;

    /// <summary>The selection of one stage, as at its start.</summary>
    /// <exception cref="ArgumentException">The options do not fit the scope; says what to change.</exception>
    IPromptSelection Begin(SelectionScope scope);
}

/// <summary>What holds for a prompt selector. Checks of configurations go by it, and the command line shows it.</summary>
public sealed record PromptSelectorTraits
{
    /// <summary>It learns from what comes of its prompts, so that its state goes into checkpoints.</summary>
    public bool Learns { get; init; }

    /// <summary>It lets prompts go whose completions all have one reward.</summary>
    public bool FiltersPrompts { get; init; }

    /// <summary>It works on a bounded number of prompts alone, since it must meet a prompt again.</summary>
    public bool NeedsPopulation { get; init; }
}
