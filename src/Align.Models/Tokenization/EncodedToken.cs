namespace Align.Models.Tokenization;

/// <summary>One token of a text. The name and members are those of Microsoft.ML.Tokenizers.</summary>
/// <param name="Id">Its id in the vocabulary.</param>
/// <param name="Value">Its text.</param>
/// <param name="Offset">Where it lies in the text, in UTF-16 code units.</param>
public readonly record struct EncodedToken(int Id, string Value, Range Offset);
