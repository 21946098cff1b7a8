using System.Text.RegularExpressions;

namespace Align.Testing;

/// <summary>Tells answers apart by how they are written, with no parser: what makes variants must not share the faults of what reads them.</summary>
internal static partial class AnswerShape
{
    /// <summary>The sign and the digits of a whole number, with grouping commas or without; <see langword="null"/> where it is none.</summary>
    public static (string Sign, string Digits)? Whole(string text) =>
        WholeNumber().Match(text) is { Success: true } match ? (match.Groups["sign"].Value, match.Groups["digits"].Value.Replace(",", "", StringComparison.Ordinal)) : null;

    /// <summary>The parts of a decimal number.</summary>
    public static (string Sign, string Whole, string Fraction)? Decimal(string text) =>
        DecimalNumber().Match(text) is { Success: true } match ? (match.Groups["sign"].Value, match.Groups["whole"].Value, match.Groups["fraction"].Value) : null;

    /// <summary>The parts of a fraction of whole numbers in LaTeX.</summary>
    public static (string Sign, long Top, long Bottom)? Fraction(string text) =>
        LatexFraction().Match(text) is { Success: true } match
            ? (match.Groups["sign"].Value, long.Parse(match.Groups["top"].Value, null), long.Parse(match.Groups["bottom"].Value, null))
            : null;

    /// <summary>The parts of a number times the square root of a whole number.</summary>
    public static (string Sign, long Factor, long Radicand)? Root(string text) =>
        LatexRoot().Match(text) is { Success: true } match
            ? (match.Groups["sign"].Value, match.Groups["factor"].Value is { Length: > 0 } factor ? long.Parse(factor, null) : 1, long.Parse(match.Groups["radicand"].Value, null))
            : null;

    /// <summary>A number and its unit.</summary>
    public static (string Number, string Unit)? Quantity(string text) =>
        WithUnit().Match(text) is { Success: true } match ? (match.Groups["number"].Value, match.Groups["unit"].Value) : null;

    /// <summary>Whether it is a word.</summary>
    public static bool IsWord(string text) => text.Length >= 3 && text.All(char.IsAsciiLetter);

    /// <summary>Whether it is a choice, such as (B).</summary>
    public static bool IsChoice(string text) => text is ['(', >= 'A' and <= 'Z', ')'];

    /// <summary>Whether it is in scientific notation.</summary>
    public static bool IsScientific(string text) => Scientific().IsMatch(text);

    /// <summary>Whether it holds an environment, such as a matrix.</summary>
    public static bool IsMatrix(string text) => text.Contains(@"\begin", StringComparison.Ordinal);

    /// <summary>The items between the commas outside all brackets.</summary>
    public static List<string> Items(string text) => [.. Pieces(text, ',')];

    /// <summary>What one pair of brackets around everything holds, item by item, with the brackets; <see langword="null"/> where there is none, or only one item.</summary>
    public static (char Open, char Close, List<string> Items)? Tuple(string text)
    {
        if (text is not ['(' or '[', .., ')' or ']'] || !IsEnclosed(text))
        {
            return null;
        }
        var items = Items(text[1..^1]);
        return items.Count > 1 ? (text[0], text[^1], items) : null;
    }

    /// <summary>Whether it is one expression: no list, no relation, no ±, no infinity, no words, no unit.</summary>
    public static bool IsExpression(string text) =>
        Whole(text) is null && !IsWord(text) && !IsChoice(text) && !IsMatrix(text) && Items(text).Count == 1 && Tuple(text) is null && !IsScientific(text)
        && !Structured().IsMatch(text);

    /// <summary>Where signs between terms stand outside all brackets.</summary>
    public static List<int> Signs(string text)
    {
        var (places, depth) = (new List<int>(), 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (depth == 0 && i > 0 && text[i] is '+' or '-' && text[i - 1] is not ('^' or '=' or '*' or '/' or '_'))
            {
                places.Add(i);
            }
        }
        return places;
    }

    /// <summary>The text parted at a separator outside all brackets.</summary>
    private static IEnumerable<string> Pieces(string text, char separator)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (depth == 0 && text[i] == separator)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }
        yield return text[start..];
    }

    private static bool IsEnclosed(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            depth += text[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (depth == 0)
            {
                return false;
            }
        }
        return true;
    }

    [GeneratedRegex(@"^(?<sign>-?)(?<digits>\d{1,3}(,\d{3})+|\d+)$")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^(?<sign>-?)(?<whole>\d*)\.(?<fraction>\d+)$")]
    private static partial Regex DecimalNumber();

    [GeneratedRegex(@"^(?<sign>-?)\\d?frac\{(?<top>\d{1,9})\}\{(?<bottom>\d{1,9})\}$")]
    private static partial Regex LatexFraction();

    [GeneratedRegex(@"^(?<sign>-?)(?<factor>\d{0,5})\\sqrt\{(?<radicand>\d{1,6})\}$")]
    private static partial Regex LatexRoot();

    [GeneratedRegex(@"^(?<number>-?[\d.]+)\\text\{ ?(?<unit>[a-z ]+)\}$")]
    private static partial Regex WithUnit();

    [GeneratedRegex(@"\de[+-]?\d")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"[=<>,%$]|\\le|\\ge|\\pm|\\infty|\\cup|\\text|\\%|\\\$|\\\{|_\{?\d+\}?$|circ|np\.|[a-z]{4} |\d [a-z]")]
    private static partial Regex Structured();
}
