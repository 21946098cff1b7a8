namespace Align.Envs.Instructions;

/// <summary>The kinds of constraints: those of MulDimIF (github.com/Junjie-Ye/MulDimIF). The numbers are part of the run format.</summary>
public enum InstructionFamily
{
    /// <summary>Words that must or must not stand there, beginnings, ends, forbidden signs.</summary>
    Content = 0,

    /// <summary>How many words, sentences, paragraphs.</summary>
    Length = 1,

    /// <summary>A list, a table, a heading, a JSON object.</summary>
    Format = 2,

    /// <summary>Upper or lower case, Latin letters alone.</summary>
    Language = 3,
}
