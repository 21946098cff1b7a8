using System.Collections.Immutable;
using Align.Core;
using Align.Models.Tokenization;

namespace Align.Training.Preference;

/// <summary>Turns texts into examples. A response ends with the stop token, which counts in its log-probability.</summary>
/// <param name="tokenizer">The policy's.</param>
/// <param name="maxPositions">The most tokens of prompt and response together.</param>
internal sealed class PreferenceTokens(Tokenizer tokenizer, int maxPositions)
{
    /// <summary>The example, or what is wrong with it.</summary>
    /// <param name="index">Its place in the data.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="chosen">The preferred response; <see langword="null"/> where there is none.</param>
    /// <param name="rejected">The other; <see langword="null"/> where there is none.</param>
    /// <exception cref="ArgumentException">A text is empty, too long, or holds a character that the model does not know; the message says which and how long.</exception>
    public PreferenceExample Encode(long index, string prompt, string? chosen, string? rejected)
    {
        var ids = EncodeText("prompt", prompt);
        return new PreferenceExample(index, ids, Response("chosen", chosen, ids.Length), Response("rejected", rejected, ids.Length));
    }

    /// <summary>The example of a generated pair, with the tokens that decide where the pair names the characters.</summary>
    /// <exception cref="ArgumentException">As for the other.</exception>
    public PreferenceExample Encode(long index, PreferencePair pair) => Encode(index, pair.Prompt.Text, pair.Chosen, pair.Rejected) with
    {
        ChosenSlots = Slots(pair.Chosen, pair.ChosenSlots),
        RejectedSlots = Slots(pair.Rejected, pair.RejectedSlots),
    };

    // A token decides where any of its characters does.
    private ImmutableArray<int> Slots(string text, ImmutableArray<int> characters) => characters.IsDefault
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
            : throw new ArgumentException($"{promptLength} tokens of prompt and {ids.Length} of {side} (its stop token included) are {promptLength + ids.Length}, and the model reads at most {maxPositions}");
    }

    private ImmutableArray<int> EncodeText(string field, string text)
    {
        if (text.Length == 0)
        {
            throw new ArgumentException($"\"{field}\" is empty");
        }
        try
        {
            return [.. tokenizer.EncodeToIds(text)];
        }
        catch (ArgumentException failure)
        {
            throw new ArgumentException($"\"{field}\": {failure.Message.Split('\n')[0]}", failure);
        }
    }
}
