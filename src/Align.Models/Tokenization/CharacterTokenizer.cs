using System.Collections.Immutable;
using System.Text;

namespace Align.Models.Tokenization;

/// <summary>One token a character (a Unicode scalar value, so that a surrogate pair is one token), over a closed alphabet.</summary>
/// <remarks>
/// Ids: 0 is padding, 1 begins and 2 ends a text; the alphabet's characters follow in the order of their code points,
/// so that the same set of characters gives the same ids however it was put together.
/// </remarks>
public sealed class CharacterTokenizer : Tokenizer
{
    /// <summary>The texts of the special tokens, by id; they never occur in encoded text.</summary>
    internal static readonly ImmutableArray<string> SpecialTokens = ["<pad>", "<bos>", "<eos>"];

    private readonly ImmutableArray<string> _texts;
    private readonly Dictionary<Rune, int> _ids;

    /// <summary>A tokenizer of an alphabet.</summary>
    /// <param name="alphabet">The characters that texts may contain; repetitions and order do not matter.</param>
    /// <exception cref="ArgumentException">The alphabet is empty or holds half a surrogate pair.</exception>
    public CharacterTokenizer(string alphabet)
    {
        ArgumentException.ThrowIfNullOrEmpty(alphabet);
        var runes = Runes(alphabet).Select(found => found.Rune).Distinct().Order().ToArray();
        _texts = [.. SpecialTokens, .. runes.Select(rune => rune.ToString())];
        _ids = runes.Select((rune, index) => (rune, id: index + SpecialTokens.Length)).ToDictionary(pair => pair.rune, pair => pair.id);
        Alphabet = string.Concat(runes);
    }

    /// <summary>The characters that texts may contain, each once, by code point.</summary>
    public string Alphabet { get; }

    /// <inheritdoc/>
    public override int VocabularySize => _texts.Length;

    /// <inheritdoc/>
    public override int PadTokenId => 0;

    /// <inheritdoc/>
    public override int BosTokenId => 1;

    /// <inheritdoc/>
    public override int EosTokenId => 2;

    /// <summary>The text of each id, special tokens included.</summary>
    public IReadOnlyList<string> Vocabulary => _texts;

    /// <inheritdoc/>
    public override IReadOnlyList<EncodedToken> EncodeToTokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Runes(text).Select(found => new EncodedToken(IdOf(found.Rune, found.Index), found.Rune.ToString(), found.Index..(found.Index + found.Rune.Utf16SequenceLength)))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> EncodeToIds(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Runes(text).Select(found => IdOf(found.Rune, found.Index))];
    }

    /// <inheritdoc/>
    public override string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var text = new StringBuilder();
        foreach (var id in ids)
        {
            if ((uint)id >= (uint)_texts.Length)
                throw new ArgumentOutOfRangeException(nameof(ids), id, $"token ids of this vocabulary lie in [0, {_texts.Length})");
            if (id >= SpecialTokens.Length) text.Append(_texts[id]);
        }
        return text.ToString();
    }

    private int IdOf(Rune rune, int index) => _ids.TryGetValue(rune, out var id)
        ? id
        : throw new ArgumentException($"the character '{VisibleText.Of(rune.ToString())}' (U+{rune.Value:X4}) at index {index} is not in the alphabet \"{VisibleText.Of(Alphabet)}\"");

    private static IEnumerable<(Rune Rune, int Index)> Runes(string text)
    {
        for (var index = 0; index < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, index, out var rune))
                throw new ArgumentException($"the text has half a surrogate pair (U+{(int)text[index]:X4}) at index {index}");
            yield return (rune, index);
            index += rune.Utf16SequenceLength;
        }
    }
}
