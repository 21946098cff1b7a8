using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Align.Testing;

/// <summary>Answers that are close to the gold one and wrong: what a verifier must not accept.</summary>
public static partial class AnswerNearMisses
{
    private const int MostRuns = 4;
    private const string Percent = "percent";

    /// <summary>Near-misses of a gold answer, without repetitions.</summary>
    /// <param name="gold">A number, an expression, a tuple, a list, a matrix, a word or a choice; LaTeX or plain.</param>
    public static IReadOnlyList<AnswerVariant> Of(string gold)
    {
        ArgumentNullException.ThrowIfNull(gold);
        var numbers = AnswerShape.IsWord(gold) || AnswerShape.IsChoice(gold) ? [] : DigitChanges(gold);
        return [.. numbers.Concat(OfValue(gold)).Concat(OfStructure(gold)).Where(miss => miss.Text != gold).DistinctBy(miss => miss.Text)];
    }

    /// <summary>Near-misses of a question's gold answer: those of the answer, less "percent" where the question has that word, since 25 % may then be what 25 means.</summary>
    /// <param name="gold">The gold answer.</param>
    /// <param name="question">The question.</param>
    public static IReadOnlyList<AnswerVariant> Of(string gold, string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Contains(Percent, StringComparison.OrdinalIgnoreCase) ? [.. Of(gold).Where(miss => miss.Kind != Percent)] : Of(gold);
    }

    /// <summary>One number of the answer, one more than it should be.</summary>
    private static IEnumerable<AnswerVariant> DigitChanges(string gold)
    {
        foreach (var run in Digits().Matches(gold).Take(MostRuns))
        {
            var next = (BigInteger.Parse(run.Value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture).PadLeft(run.Length, '0');
            yield return new("a number off by one", $"{gold[..run.Index]}{next}{gold[(run.Index + run.Length)..]}");
        }
    }

    private static IEnumerable<AnswerVariant> OfValue(string gold)
    {
        if (AnswerShape.Whole(gold) is { } whole)
        {
            return OfWhole(whole.Sign, whole.Digits);
        }
        if (AnswerShape.Decimal(gold) is { } number)
        {
            return OfDecimal(gold, number.Sign, number.Whole, number.Fraction);
        }
        return AnswerShape.Fraction(gold) is { } fraction ? OfFraction(fraction.Sign, fraction.Top, fraction.Bottom) : [];
    }

    private static IEnumerable<AnswerVariant> OfWhole(string sign, string digits)
    {
        var number = BigInteger.Parse(sign + digits, CultureInfo.InvariantCulture);
        yield return new("one less", $"{number - 1}");
        yield return new("one more", $"{number + 1}");
        yield return new("a digit too many", $"{sign}{digits}1");
        yield return new("hedged", $"{number} or {number + 1}");
        yield return new("twice", $"{number} {number}");
        yield return new("denied", $"not {number}");
        yield return new("a range", $"{number} to {number + 1}");
        if (digits.Length > 1)
        {
            yield return new("a digit too few", sign + digits[..^1]);
        }
        if (Swapped(digits) is { } swapped)
        {
            yield return new("digits exchanged", sign + swapped);
        }
        if (!number.IsZero)
        {
            yield return new("sign", $"{-number}");
            yield return new(Percent, $@"{number}\%");
            yield return new("ten times", $"{number * 10}");
            yield return new("half", $"{number}/2");
            yield return new("thousands", $@"{number}\text{{ thousand}}");
            yield return new("decimal point", $"{number}.1");
        }
    }

    private static IEnumerable<AnswerVariant> OfDecimal(string gold, string sign, string whole, string fraction)
    {
        if ((whole + fraction).All(digit => digit == '0'))
        {
            yield break;
        }
        yield return new("sign", sign.Length > 0 ? gold[1..] : $"-{gold}");
        yield return new("point", $"{sign}{whole}{fraction[0]}.{fraction[1..]}0");
        yield return new(Percent, $@"{gold}\%");
        yield return new("a digit too many", $"{gold}1");
        yield return new("no point", $"{sign}{whole}{fraction}");
        if (fraction[^1] != '0' && fraction.Length > 1)
        {
            yield return new("cut off", gold[..^1]);
        }
    }

    private static IEnumerable<AnswerVariant> OfFraction(string sign, long top, long bottom)
    {
        yield return new("sign", $@"{(sign.Length > 0 ? "" : "-")}\frac{{{top}}}{{{bottom}}}");
        yield return new("rounded", ((double)top / bottom).ToString(top % bottom == 0 ? "0.0" : "0.00", CultureInfo.InvariantCulture) + "9");
        yield return new("top alone", sign + top.ToString(CultureInfo.InvariantCulture));
        yield return new(Percent, $@"{sign}\frac{{{top}}}{{{bottom}}}\%");
        if (top != bottom)
        {
            yield return new("upside down", $@"{sign}\frac{{{bottom}}}{{{top}}}");
        }
    }

    private static IEnumerable<AnswerVariant> OfStructure(string gold) =>
        AnswerShape.Quantity(gold) is { } quantity ? [new("another unit", $@"{quantity.Number}\text{{ {(quantity.Unit == "kg" ? "cm" : "kg")}}}"), new(Percent, $@"{quantity.Number}\%"), new("squared", $"{gold}^2")]
        : AnswerShape.IsWord(gold) ? OfWord(gold)
        : AnswerShape.IsChoice(gold) ? [new("next letter", $"({(char)(gold[1] == 'Z' ? 'A' : gold[1] + 1)})"), new("two letters", $"{gold[1]} or Z"), new("none", "()")]
        : AnswerShape.Tuple(gold) is { } tuple ? OfTuple(tuple.Open, tuple.Close, tuple.Items)
        : AnswerShape.Items(gold) is { Count: > 1 } items && AnswerShape.Whole(gold) is null && !AnswerShape.IsMatrix(gold) ? OfList(items)
        : OfExpression(gold);

    private static IEnumerable<AnswerVariant> OfWord(string gold) =>
        [new("a letter too few", gold[..^1]), new("a letter too many", $"{gold}s"), new("denied", $"not {gold}"), new("hedged", $"{gold} or another")];

    private static IEnumerable<AnswerVariant> OfTuple(char open, char close, List<string> items)
    {
        var (other, rest) = (open == '(' ? '[' : '(', string.Join(',', items));
        yield return new("another bracket", $"{other}{rest}{close}");
        yield return new("an item too few", items.Count > 2 ? $"{open}{string.Join(',', items[1..])}{close}" : items[0]);
        yield return new("an item too many", $"{open}{rest},0{close}");
        if (items[0] != items[1])
        {
            yield return new("order", $"{open}{string.Join(',', [items[1], items[0], .. items[2..]])}{close}");
        }
    }

    private static IEnumerable<AnswerVariant> OfList(List<string> items)
    {
        yield return new("an item too few", string.Join(',', items[1..]));
        yield return new("an item too many", $"{string.Join(',', items)},977");
        yield return new("an item twice", string.Join(',', [.. items[..^1], items[0], items[0]]));
    }

    private static IEnumerable<AnswerVariant> OfExpression(string gold)
    {
        if (AnswerShape.Signs(gold) is [var sign, ..] && !gold.Contains(@"\cup", StringComparison.Ordinal))
        {
            yield return new("sign of a term", $"{gold[..sign]}{(gold[sign] == '+' ? '-' : '+')}{gold[(sign + 1)..]}");
        }
        if (AnswerShape.IsExpression(gold))
        {
            yield return new("one more", $"{gold}+1");
            yield return new("sign", $"-({gold})");
            yield return new("a factor", $"7({gold})");
            yield return new("an equation", $"{gold}=7");
        }
        if (gold.Contains(@"\pi", StringComparison.Ordinal))
        {
            yield return new("without pi", gold.Replace(@"\pi", "{1}", StringComparison.Ordinal));
        }
        if (Roots().IsMatch(gold))
        {
            yield return new("without the root", Roots().Replace(gold, "{$1}", 1));
        }
        if (gold.Contains(@"\infty", StringComparison.Ordinal))
        {
            yield return new("without infinity", gold.Replace(@"\infty", "9", StringComparison.Ordinal));
        }
    }

    private static string? Swapped(string digits)
    {
        for (var i = digits.Length - 1; i > 0; i--)
        {
            if (digits[i] != digits[i - 1])
            {
                return $"{digits[..(i - 1)]}{digits[i]}{digits[i - 1]}{digits[(i + 1)..]}";
            }
        }
        return null;
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\\sqrt\{(\d+)\}")]
    private static partial Regex Roots();
}
