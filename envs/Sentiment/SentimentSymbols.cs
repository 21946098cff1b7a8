using System.Collections.Immutable;

namespace Align.Envs.Sentiment;

/// <summary>The characters of the world: twenty words, the negation, the end of a prompt and one marker a domain.</summary>
internal static class SentimentSymbols
{
    public const string Words = "abcdefghijklmnopqrst";
    public const char Negation = '~';
    public const char PromptEnd = ':';

    /// <summary>What a text is made of; the negation comes last.</summary>
    public static readonly ImmutableArray<char> Text = [.. Words, Negation];

    private const string Markers = "ABCDEF";

    public static string Alphabet => string.Concat(Words, "~:", Markers);

    public static int NegationIndex => Words.Length;

    public static char MarkerOf(SentimentDomain domain) => Markers[(int)domain];
}
