namespace Align.Rewards.MathAnswer;

/// <summary>Finds the answer in a completion, in time linear in its length.</summary>
internal sealed class AnswerExtraction(AnswerPlace place, UnmarkedAnswer unmarked, string reasoningEnd)
{
    private const string Box = @"\boxed";
    private const string FramedBox = @"\fbox";
    private const string Hashes = "####";

    /// <summary>The answer's text; <see langword="null"/> where there is none.</summary>
    public string? Find(string completion) => Final(completion) is not { } text ? null : place switch
    {
        AnswerPlace.Boxed => Boxed(text)?.Answer,
        AnswerPlace.Hashes => Behind(text, Hashes)?.Answer,
        AnswerPlace.AnswerLine => AnswerLine(text)?.Answer,
        AnswerPlace.Whole => text,
        _ => Marked(text),
    };

    /// <summary>A gold answer as data sets store it: a whole GSM8K solution ends in "#### 72".</summary>
    public static string OfGold(string gold)
    {
        ArgumentNullException.ThrowIfNull(gold);
        return Behind(gold, Hashes)?.Answer ?? Boxed(gold)?.Answer ?? gold;
    }

    /// <summary>What comes after the reasoning; <see langword="null"/> where the reasoning has not ended.</summary>
    private string? Final(string completion)
    {
        if (reasoningEnd.Length == 0)
        {
            return completion;
        }
        var end = completion.LastIndexOf(reasoningEnd, StringComparison.Ordinal);
        var final = end < 0 ? completion : completion[(end + reasoningEnd.Length)..];
        var begin = reasoningEnd.Replace("/", "", StringComparison.Ordinal);
        return begin != reasoningEnd && final.Contains(begin, StringComparison.Ordinal) ? null : final;
    }

    private string? Marked(string text)
    {
        var found = new[] { Boxed(text), Behind(text, Hashes), AnswerLine(text), Behind(text, "answer is") }.Where(mark => mark is not null).ToList();
        if (found.Count > 0)
        {
            var last = found.MaxBy(mark => mark!.Value.At)!.Value;
            // "The answer is \boxed{5}" and "Answer: $\boxed{5}$" hold a box; what it holds is meant.
            return last.Answer;
        }
        return unmarked switch
        {
            UnmarkedAnswer.Whole => text,
            UnmarkedAnswer.LastNumber => LastNumber.Of(text),
            _ => null,
        };
    }

    private static (int At, string Answer)? AnswerLine(string text) => Behind(text, "answer:") ?? Behind(text, "answer :");

    /// <summary>What stands behind the last occurrence of a mark, in either case, to the end of the line; an empty line is passed over.</summary>
    private static (int At, string Answer)? Behind(string text, string mark)
    {
        var at = text.LastIndexOf(mark, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }
        var rest = text.AsSpan(at + mark.Length).TrimStart(" \t\r\n*:");
        var end = rest.IndexOf('\n');
        return (at, (end < 0 ? rest : rest[..end]).Trim().ToString());
    }

    /// <summary>What the last box holds; a box that does not close holds nothing.</summary>
    private static (int At, string Answer)? Boxed(string text)
    {
        var at = Math.Max(text.LastIndexOf(Box, StringComparison.Ordinal), text.LastIndexOf(FramedBox, StringComparison.Ordinal));
        if (at < 0)
        {
            return null;
        }
        var open = at + (text.AsSpan(at).StartsWith(Box) ? Box.Length : FramedBox.Length);
        while (open < text.Length && text[open] == ' ')
        {
            open++;
        }
        return open < text.Length && text[open] == '{' && ClosingBrace(text, open) is { } close ? (at, text[(open + 1)..close]) : (at, "");
    }

    private static int? ClosingBrace(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return i;
            }
        }
        return null;
    }
}
