using System.Collections.Immutable;
using Align.Core;
using Align.Models.Tokenization;

namespace Align.Training.Learning;

/// <summary>A prompt and its solution as the model reads them.</summary>
/// <param name="Prompt">The prompt's tokens.</param>
/// <param name="Completion">The solution's, its stop token included.</param>
internal sealed record SupervisedExample(ImmutableArray<int> Prompt, ImmutableArray<int> Completion);

/// <summary>Turns prompts with solutions into examples.</summary>
/// <param name="tokenizer">The policy's.</param>
/// <param name="maxPositions">The most tokens of prompt and solution together.</param>
/// <param name="path">The file that they come from; <see langword="null"/> where it is an environment.</param>
internal sealed class SupervisedEncoding(Tokenizer tokenizer, int maxPositions, string? path)
{
    /// <summary>The example.</summary>
    /// <exception cref="DataFileException">A prompt has no solution to learn from, or cannot be read by the model.</exception>
    public SupervisedExample Of(Prompt prompt)
    {
        var solution = prompt.Solution ?? throw Refusal(prompt, "has no solution to learn from", "use an environment that offers solutions, or set data to a JSONL file of prompt and completion");
        var example = new SupervisedExample(Encode(prompt, prompt.Text), [.. Encode(prompt, solution), tokenizer.EosTokenId]);
        var length = example.Prompt.Length + example.Completion.Length;
        return example.Prompt.Length == 0 ? throw Refusal(prompt, "has an empty prompt", "give it at least one character")
            : length > maxPositions ? throw Refusal(prompt, $"has {length} tokens, and the model reads at most {maxPositions}", "shorten it, or use a model with more positions")
            : example;
    }

    /// <summary>Checks every prompt of a file, and reports those that the model cannot read together.</summary>
    /// <exception cref="DataFileException">There are some.</exception>
    public void CheckAll(IEnumerable<Prompt> prompts)
    {
        var problems = new DataProblems(path!);
        foreach (var prompt in prompts)
        {
            try
            {
                Of(prompt);
            }
            catch (DataFileException refusal)
            {
                problems.Add(prompt.Id + 1, refusal.Message, refusal.Remedy);
            }
        }
        problems.ThrowIfAny();
    }

    private ImmutableArray<int> Encode(Prompt prompt, string text)
    {
        try
        {
            return [.. tokenizer.EncodeToIds(text)];
        }
        catch (ArgumentException failure)
        {
            throw Refusal(prompt, failure.Message, "remove the character, or add it to tokenizer.alphabet", failure);
        }
    }

    // A file's prompt is numbered by its line.
    private DataFileException Refusal(Prompt prompt, string what, string remedy, Exception? cause = null) => path is not null
        ? new(path, prompt.Id + 1, what, remedy, cause)
        : new($"prompt {prompt.Id}", null, what, remedy, cause);
}
