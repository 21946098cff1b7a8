using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Align.Rewards.InstructionConstraints;

/// <summary>Words, sentences, paragraphs and lines of a text, by fixed rules.</summary>
internal sealed partial class TextMeasures
{
    public TextMeasures(string text)
    {
        Text = text.Trim();
        Words = [.. Word().Matches(Text).Select(match => match.Value)];
        Lines = [.. Text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
    }

    public string Text { get; }

    /// <summary>Runs of letters and digits, with apostrophes and hyphens inside them.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>Lines that are not blank, without white space around them.</summary>
    public ImmutableArray<string> Lines { get; }

    /// <summary>Stretches with a word in them that end with <c>.</c>, <c>!</c> or <c>?</c> before white space, or with the text.</summary>
    public int Sentences => SentenceEnd().Split(Text).Count(stretch => Word().IsMatch(stretch));

    /// <summary>Stretches with a word in them between blank lines.</summary>
    public int Paragraphs => BlankLine().Split(Text).Count(stretch => Word().IsMatch(stretch));

    /// <summary>Different words, whatever their case, as a share of all; 1 where there are none.</summary>
    public double DistinctWords => Words.IsEmpty ? 1 : (double)Words.Distinct(StringComparer.OrdinalIgnoreCase).Count() / Words.Length;

    [GeneratedRegex(@"[\p{L}\p{Nd}]+(?:['’-][\p{L}\p{Nd}]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=[.!?])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\n[^\S\n]*\n", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLine();
}
