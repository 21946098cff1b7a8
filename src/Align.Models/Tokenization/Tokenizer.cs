namespace Align.Models.Tokenization;

/// <summary>Text to token ids and back. The method names are those of Microsoft.ML.Tokenizers, so that one of that library's plugs in by an adapter.</summary>
/// <remarks>Implementations are immutable and safe to call from many threads.</remarks>
public abstract class Tokenizer
{
    /// <summary>The number of ids; every id lies in [0, VocabularySize). The model's embedding needs at least this many rows.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>Fills sequences of unequal length; never part of a text.</summary>
    public abstract int PadTokenId { get; }

    /// <summary>Begins a text, for those who want a mark; <see cref="EncodeToIds"/> does not add it.</summary>
    public abstract int BosTokenId { get; }

    /// <summary>Ends a completion; <see cref="EncodeToIds"/> does not add it.</summary>
    public abstract int EosTokenId { get; }

    /// <summary>The tokens of a text with their ids, texts and places.</summary>
    /// <exception cref="ArgumentException">The text has a part that no token covers; the message names it.</exception>
    public abstract IReadOnlyList<EncodedToken> EncodeToTokens(string text);

    /// <summary>The token ids of a text.</summary>
    /// <exception cref="ArgumentException">The text has a part that no token covers; the message names it.</exception>
    public abstract IReadOnlyList<int> EncodeToIds(string text);

    /// <summary>The number of tokens of a text.</summary>
    /// <exception cref="ArgumentException">The text has a part that no token covers; the message names it.</exception>
    public virtual int CountTokens(string text) => EncodeToIds(text).Count;

    /// <summary>The text of token ids. Special tokens have no text.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id lies outside the vocabulary.</exception>
    public abstract string Decode(IEnumerable<int> ids);
}
