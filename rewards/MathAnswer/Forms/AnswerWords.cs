using System.Text;

namespace Align.Rewards.MathAnswer.Forms;

/// <summary>Answers in words: a name, "even", "ellipse".</summary>
internal static class AnswerWords
{
    private const int ShortestWord = 3;

    /// <summary>The words in small letters with one space between them; <see langword="null"/> where the text is mathematics.</summary>
    /// <remarks>Letters, spaces, hyphens and apostrophes alone, and one run of at least three letters which names no function: xy is a product, SRMC is a word.</remarks>
    public static string? Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new StringBuilder();
        var (run, longest) = (0, 0);
        foreach (var character in text)
        {
            if (!char.IsLetter(character) && character is not (' ' or '-' or '\'' or '’'))
            {
                return null;
            }
            run = char.IsLetter(character) ? run + 1 : 0;
            longest = Math.Max(longest, run);
            if (character != ' ' || (words.Length > 0 && words[^1] != ' '))
            {
                words.Append(char.ToLowerInvariant(character));
            }
        }
        var result = words.ToString().TrimEnd();
        return longest >= ShortestWord && !result.Split(' ').Any(IsMathematics) ? result : null;
    }

    private static bool IsMathematics(string word) => word is "and" or "or" || (Parsing.LatexNames.Plain(word) is not null && word is not "or");
}
