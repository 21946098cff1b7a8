namespace Align.Tests.Architecture;

/// <summary>C# text with comments, strings and characters blanked out: same length, same lines, only code left.</summary>
internal static class CodeText
{
    public static string Of(string source)
    {
        var code = source.ToCharArray();
        for (var at = 0; at < source.Length;)
        {
            var end = EndOfLiteral(source, at);
            for (var i = at; i < end; i++)
            {
                code[i] = source[i] is '\n' ? '\n' : ' ';
            }
            at = Math.Max(end, at + 1);
        }
        return new string(code);
    }

    /// <summary>Where the comment or literal that starts at <paramref name="at"/> ends; <paramref name="at"/> where none starts there.</summary>
    private static int EndOfLiteral(string source, int at) => source[at] switch
    {
        '/' when Starts(source, at, "//") => EndAt(source, source.IndexOf('\n', at), 0),
        '/' when Starts(source, at, "/*") => EndAt(source, source.IndexOf("*/", at + 2, StringComparison.Ordinal), 2),
        '\'' => EndOfCharacter(source, at),
        '"' or '$' or '@' => EndOfString(source, at),
        _ => at,
    };

    private static int EndOfCharacter(string source, int at)
    {
        var end = at + 1;
        while (end < source.Length && source[end] is not ('\'' or '\n'))
        {
            end += source[end] == '\\' ? 2 : 1;
        }
        return Math.Min(end + 1, source.Length);
    }

    private static int EndOfString(string source, int at)
    {
        var quote = at;
        while (quote < source.Length && source[quote] is '$' or '@')
        {
            quote++;
        }
        if (quote >= source.Length || source[quote] != '"')
        {
            return at;
        }
        var prefix = source[at..quote];
        var quotes = CountOf(source, quote, '"');
        return quotes >= 3
            ? EndAt(source, source.IndexOf(new string('"', quotes), quote + quotes, StringComparison.Ordinal), quotes)
            : EndOfQuoted(source, quote + 1, prefix.Contains('@'), prefix.Contains('$'));
    }

    private static int EndOfQuoted(string source, int at, bool verbatim, bool interpolated)
    {
        while (at < source.Length && source[at] != '"' || (verbatim && Starts(source, at, "\"\"")))
        {
            at = source[at] switch
            {
                '"' => at + 2,
                '\\' when !verbatim => at + 2,
                '{' when interpolated && Starts(source, at, "{{") => at + 2,
                '{' when interpolated => EndOfHole(source, at + 1),
                _ => at + 1,
            };
        }
        return Math.Min(at + 1, source.Length);
    }

    private static int EndOfHole(string source, int at)
    {
        for (var depth = 1; at < source.Length && depth > 0;)
        {
            var end = EndOfLiteral(source, at);
            depth += end > at ? 0 : source[at] switch { '{' => 1, '}' => -1, _ => 0 };
            at = Math.Max(end, at + 1);
        }
        return at;
    }

    private static int CountOf(string source, int at, char wanted)
    {
        var end = at;
        while (end < source.Length && source[end] == wanted)
        {
            end++;
        }
        return end - at;
    }

    private static bool Starts(string source, int at, string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

    private static int EndAt(string source, int found, int length) => found < 0 ? source.Length : found + length;
}
