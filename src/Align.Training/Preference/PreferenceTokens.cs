using System.Collections.Immutable;
using Align.Models.Tokenization;

namespace Align.Training.Preference;

/// <summary>Turns texts into examples. A response ends with the stop token, which counts in its log-probability.</summary>
/// <param name="tokenizer">The policy's.</param>
/// <param name="maxPositions">The most tokens of prompt and response together.</param>
internal sealed class PreferenceTokens(Tokenizer tokenizer, int maxPositions)
{
    /// <summary>The example, or what is wrong with it.</summary>
    /// <param name="index">Its place in the data.</param>
    /// <param name="text">The example.</param>
    /// <exception cref="BrokenExampleException">A text is empty, or holds a character that the model does not know; the message says which.</exception>
    /// <exception cref="ExampleTooLongException">A response is too long; the message says how long.</exception>
    public PreferenceExample Encode(long index, PreferenceText text)
    {
        var ids = EncodeText("prompt", text.Prompt);
        return new PreferenceExample(index, ids, Response("chosen", text.Chosen, ids.Length), Response("rejected", text.Rejected, ids.Length))
        {
            ChosenSlots = Slots(text.Chosen, text.ChosenSlots),
            RejectedSlots = Slots(text.Rejected, text.RejectedSlots),
        };
    }

    // A token decides where any of its characters does.
    private ImmutableArray<int> Slots(string? text, ImmutableArray<int> characters) => text is null || characters.IsDefault
        ? default
        : [.. tokenizer.EncodeToTokens(text).Index()
            .Where(token => characters.Any(character => token.Item.Offset.Start.Value <= character && character < token.Item.Offset.End.Value))
            .Select(token => token.Index)];

    private ImmutableArray<int> Response(string side, string? text, int promptLength)
    {
        if (text is null)
        {
            return [];
        }
        ImmutableArray<int> ids = [.. EncodeText(side, text), tokenizer.EosTokenId];
        return promptLength + ids.Length <= maxPositions
            ? ids
            : throw new ExampleTooLongException($"{promptLength} tokens of prompt and {ids.Length} of {side} (its stop token included) are {promptLength + ids.Length}, and the model reads at most {maxPositions}");
    }

    private ImmutableArray<int> EncodeText(string field, string text)
    {
        if (text.Length == 0)
        {
            throw new BrokenExampleException($"\"{field}\" is empty", "give it at least one character");
        }
        try
        {
            return [.. tokenizer.EncodeToIds(text)];
        }
        catch (ArgumentException failure)
        {
            throw new BrokenExampleException($"\"{field}\": {failure.Message}", "remove the character, or add it to tokenizer.alphabet");
        }
    }
}
