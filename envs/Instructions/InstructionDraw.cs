using System.Globalization;
using Align.Core;

namespace Align.Envs.Instructions;

/// <summary>Draws single constraints.</summary>
internal sealed class InstructionDraw(RandomStream stream)
{
    private static readonly (int Least, int Most)[] s_words = [(5, 10), (10, 20), (20, 40), (30, 60)];

    /// <summary>A number from 0 to below an end.</summary>
    public int Below(int end) => (int)stream.NextInt64(end);

    public T Any<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A constraint of a family.</summary>
    public InstructionConstraint Constraint(InstructionFamily family) => family switch
    {
        InstructionFamily.Content => Content(),
        InstructionFamily.Length => Length(),
        InstructionFamily.Format => Format(),
        _ => Language(),
    };

    private InstructionConstraint Content()
    {
        var word = Any(InstructionVocabulary.Keywords);
        var times = 1 + Below(3);
        switch (Below(5))
        {
            case 0:
                return new("include", InstructionFamily.Content, times == 1 ? $"Use the word \"{word}\"." : $"Use the word \"{word}\" at least {Number(times)} times.") { Text = word, Range = (times, int.MaxValue) };
            case 1:
                return new("exclude", InstructionFamily.Content, $"Do not use the word \"{word}\".") { Text = word };
            case 2:
                var opening = Any(InstructionVocabulary.Openings);
                return new("begin", InstructionFamily.Content, $"Begin with \"{opening}\".") { Text = opening };
            case 3:
                var ending = Any(InstructionVocabulary.Endings);
                return new("end", InstructionFamily.Content, $"End with \"{ending}\"") { Text = ending };
            default:
                var sign = Any(InstructionVocabulary.Signs);
                return new("forbid", InstructionFamily.Content, $"Do not use the sign \"{sign}\" anywhere.") { Text = sign };
        }
    }

    private InstructionConstraint Length()
    {
        switch (Below(3))
        {
            case 0:
                var words = Any(s_words);
                return new("words", InstructionFamily.Length, $"Write {Number(words.Least)} to {Number(words.Most)} words.") { Range = words };
            case 1:
                var sentences = 2 + Below(5);
                return Below(2) == 0
                    ? new("sentences", InstructionFamily.Length, $"Write exactly {Number(sentences)} sentences.") { Range = (sentences, sentences) }
                    : new("sentences", InstructionFamily.Length, $"Write at most {Number(sentences)} sentences.") { Range = (1, sentences) };
            default:
                var paragraphs = 2 + Below(3);
                return new("paragraphs", InstructionFamily.Length, $"Write exactly {Number(paragraphs)} paragraphs, with a blank line between them.") { Range = (paragraphs, paragraphs) };
        }
    }

    private InstructionConstraint Format()
    {
        var count = 2 + Below(3);
        switch (Below(4))
        {
            case 0:
                return new("bullets", InstructionFamily.Format, $"Write nothing but a list of exactly {Number(count)} lines that begin with \"- \".") { Range = (count, count) };
            case 1:
                var columns = 2 + Below(2);
                return new("table", InstructionFamily.Format, $"Write nothing but a Markdown table of {Number(columns)} columns and {Number(count)} rows below its header.") { Range = (count, count), Columns = columns };
            case 2:
                return new("heading", InstructionFamily.Format, "Begin with a heading line, which starts with \"# \".");
            default:
                var keys = Keys(count);
                return new("json", InstructionFamily.Format, $"Write nothing but a JSON object with the keys {PromptWording.List([.. keys.Select(key => $"\"{key}\"")])}, whose values are texts.") { Keys = keys };
        }
    }

    private InstructionConstraint Language() => Below(3) switch
    {
        0 => new("case", InstructionFamily.Language, "Write in capital letters only.") { Text = "upper" },
        1 => new("case", InstructionFamily.Language, "Write in small letters only.") { Text = "lower" },
        _ => new("script", InstructionFamily.Language, "Use no letters but those of the Latin alphabet.") { Text = "latin" },
    };

    private string[] Keys(int count)
    {
        string[] words = [.. InstructionVocabulary.Keywords];
        stream.Shuffle(words.AsSpan());
        return words[..count];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
