namespace Align.Core;

/// <summary>A seeded source of prompts whose answers can be verified.</summary>
/// <remarks>
/// An environment is a pure function of its options: <see cref="CreatePrompt"/> gives the same prompt for the same
/// split and index on every machine, so that a run can be resumed at any prompt. The splits share no prompt text.
/// </remarks>
public interface IEnvironment
{
    /// <summary>The name used in configuration; snake_case.</summary>
    string Name { get; }

    /// <summary>Every character that its prompts and solutions can contain, for a character tokenizer; empty where it is open-ended.</summary>
    string Alphabet { get; }

    /// <summary>What one should know of how the prompts came about, such as duplicates of a file that were left out; one sentence each.</summary>
    IReadOnlyList<string> Notes => [];

    /// <summary>How many prompts the split holds; <see langword="null"/> where it is unbounded.</summary>
    long? Count(PromptSplit split);

    /// <summary>The prompt at <paramref name="index"/> of the split; its <see cref="Prompt.Id"/> is the index.</summary>
    /// <param name="split">Training or held-out prompts.</param>
    /// <param name="index">0 or above; below <see cref="Count"/> where that is bounded.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside the split.</exception>
    Prompt CreatePrompt(PromptSplit split, long index);
}

/// <summary>Which prompts: those that may be trained on, or those kept for evaluation.</summary>
public enum PromptSplit
{
    /// <summary>Prompts for training.</summary>
    Train,

    /// <summary>Held-out prompts; never trained on.</summary>
    Test,
}
