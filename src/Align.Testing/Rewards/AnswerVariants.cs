using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Align.Testing;

/// <summary>The same mathematical answer, written otherwise: what a verifier must accept.</summary>
public static partial class AnswerVariants
{
    /// <summary>Variants of a gold answer, without repetitions and without the gold text itself.</summary>
    /// <param name="gold">A number, an expression, a tuple, a list, a matrix, a word or a choice; LaTeX or plain.</param>
    public static IReadOnlyList<AnswerVariant> Of(string gold)
    {
        ArgumentNullException.ThrowIfNull(gold);
        return [.. Written(gold).Concat(OfValue(gold)).Concat(OfStructure(gold)).Where(variant => variant.Text != gold).DistinctBy(variant => variant.Text)];
    }

    /// <summary>Typesetting: it changes nothing whatever the answer is.</summary>
    private static IEnumerable<AnswerVariant> Written(string gold)
    {
        yield return new("dollar signs", $"${gold}$");
        yield return new("parentheses of LaTeX", $@"\({gold}\)");
        yield return new("full stop", $"{gold}.");
        yield return new("spaces around", $"  {gold} ");
        if (gold.Contains(@"\frac", StringComparison.Ordinal))
        {
            yield return new("dfrac", gold.Replace(@"\frac", @"\dfrac", StringComparison.Ordinal));
            yield return new("tfrac", gold.Replace(@"\frac", @"\tfrac", StringComparison.Ordinal));
        }
        if (!AnswerShape.IsChoice(gold) && gold.AsSpan().IndexOfAny('(', '[') >= 0 && !gold.Contains(@"\sqrt[", StringComparison.Ordinal))
        {
            yield return new("left and right", Opening().Replace(Closing().Replace(gold, @"\right$0"), @"\left$0"));
        }
        if (AnswerShape.Whole(gold) is null && !AnswerShape.IsScientific(gold) && !gold.Contains(@"\text", StringComparison.Ordinal))
        {
            yield return new("spaces within", Spaced().Replace(gold, " $0 "));
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
        if (AnswerShape.Fraction(gold) is { } fraction)
        {
            return OfFraction(fraction.Sign, fraction.Top, fraction.Bottom);
        }
        return AnswerShape.Root(gold) is { } root ? OfRoot(root.Sign, root.Factor, root.Radicand) : [];
    }

    private static IEnumerable<AnswerVariant> OfWhole(string sign, string digits)
    {
        var number = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        var grouped = number.ToString("N0", CultureInfo.InvariantCulture);
        yield return new("plain digits", sign + digits);
        yield return new("grouped", sign + grouped);
        yield return new("grouped in LaTeX", sign + grouped.Replace(",", "{,}", StringComparison.Ordinal));
        yield return new("decimal", $"{sign}{digits}.0");
        yield return new("fraction over one", $@"{sign}\frac{{{digits}}}{{1}}");
        yield return new("fraction", $"{sign}{number * 3}/3");
        yield return new("named", $"x = {sign}{digits}");
        yield return new("text", $@"\text{{{sign}{digits}}}");
        yield return new("bold", $"**{sign}{digits}**");
        yield return new("unit", $@"{sign}{digits}\text{{ cm}}");
        yield return new("money", $@"{sign}\${grouped}");
        yield return new("in parentheses", $"({sign}{digits})");
        yield return sign.Length == 0 ? new("plus", $"+{digits}") : new("space after the sign", $"- {digits}");
    }

    private static IEnumerable<AnswerVariant> OfDecimal(string gold, string sign, string whole, string fraction)
    {
        var scale = "1" + new string('0', fraction.Length);
        var digits = BigInteger.Parse(whole + fraction, CultureInfo.InvariantCulture);
        var divisor = BigInteger.GreatestCommonDivisor(digits, BigInteger.Parse(scale, CultureInfo.InvariantCulture));
        yield return new("trailing zero", $"{gold}0");
        yield return new("leading zero", whole is "" ? $"{sign}0.{fraction}" : whole == "0" ? $"{sign}.{fraction}" : gold);
        yield return new("fraction", $"{sign}{digits}/{scale}");
        if (!digits.IsZero)
        {
            yield return new("reduced fraction", $@"{sign}\frac{{{digits / divisor}}}{{{BigInteger.Parse(scale, CultureInfo.InvariantCulture) / divisor}}}");
            yield return new("scientific", $@"{sign}{digits} \times 10^{{-{fraction.Length}}}");
        }
        yield return new("named", $"x={gold}");
    }

    private static IEnumerable<AnswerVariant> OfFraction(string sign, long top, long bottom)
    {
        yield return new("slash", $"{sign}{top}/{bottom}");
        yield return new("doubled", $@"{sign}\frac{{{2 * top}}}{{{2 * bottom}}}");
        yield return new("plain doubled", $"{sign}{3 * top} / {3 * bottom}");
        yield return new("negative twice", $@"{sign}\frac{{-{top}}}{{-{bottom}}}");
        if (sign.Length > 0)
        {
            yield return new("sign above", $@"\frac{{-{top}}}{{{bottom}}}");
            yield return new("sign below", $@"\frac{{{top}}}{{-{bottom}}}");
        }
        if (top is < 10 && bottom is < 10)
        {
            yield return new("no braces", $@"{sign}\frac{top}{bottom}");
        }
        if (top > bottom && bottom > 1 && top % bottom != 0)
        {
            yield return new("mixed", $@"{sign}{top / bottom}\frac{{{top % bottom}}}{{{bottom}}}");
            yield return new("plain mixed", $"{sign}{top / bottom} {top % bottom}/{bottom}");
        }
        if (Terminating(top, bottom) is { } digits)
        {
            yield return new("decimal", sign + digits);
        }
    }

    /// <summary>The decimal digits of a fraction that has finitely many, at most ten.</summary>
    private static string? Terminating(long top, long bottom)
    {
        const long Scale = 10_000_000_000;
        var scaled = (BigInteger)top * Scale;
        return scaled % bottom == 0 ? ((decimal)(scaled / bottom) / Scale).ToString("0.##########", CultureInfo.InvariantCulture) : null;
    }

    private static IEnumerable<AnswerVariant> OfRoot(string sign, long factor, long radicand)
    {
        yield return new("under the root", $@"{sign}\sqrt{{{factor * factor * radicand}}}");
        yield return new("plain root", $"{sign}{factor}*sqrt({radicand})");
        yield return new("factor behind", $@"{sign}\sqrt{{{radicand}}}\cdot {factor}");
        yield return new("root below", $@"{sign}\frac{{{factor * radicand}}}{{\sqrt{{{radicand}}}}}");
    }

    private static IEnumerable<AnswerVariant> OfStructure(string gold) =>
        AnswerShape.Quantity(gold) is { } quantity ? OfQuantity(quantity.Number, quantity.Unit)
        : AnswerShape.IsWord(gold) ? [new("text", $@"\text{{{gold}}}"), new("small letters", gold.ToLowerInvariant())]
        : AnswerShape.IsChoice(gold) ? [new("letter alone", gold[1..2]), new("text", $@"\text{{{gold}}}")]
        : AnswerShape.IsExpression(gold) ? OfExpression(gold)
        : AnswerShape.IsMatrix(gold) ? [new("other brackets", gold.Replace("pmatrix", "bmatrix", StringComparison.Ordinal))]
        : AnswerShape.Items(gold) is { Count: > 1 } items && AnswerShape.Whole(gold) is null ? OfList(items)
        : OfEquation(gold);

    private static IEnumerable<AnswerVariant> OfQuantity(string number, string unit) =>
        [new("plain unit", $"{number} {unit}"), new("upright unit", $@"{number}\,\mathrm{{{unit}}}"), new("without unit", number)];

    private static IEnumerable<AnswerVariant> OfExpression(string gold)
    {
        yield return new("times one", $@"\frac{{2({gold})}}{{2}}");
        yield return new("in parentheses", $"({gold})");
        if (AnswerShape.Signs(gold) is [var only] && gold[only] == '+' && gold[0] != '-')
        {
            yield return new("terms exchanged", $"{gold[(only + 1)..]}+{gold[..only]}");
        }
    }

    private static IEnumerable<AnswerVariant> OfList(List<string> items) =>
        [new("another order", string.Join(",", items.AsEnumerable().Reverse())), new("a set", $@"\{{{string.Join(", ", items)}\}}")];

    private static IEnumerable<AnswerVariant> OfEquation(string gold) =>
        gold.Split('=') is [var left, var right] && !gold.Contains(',', StringComparison.Ordinal) ? [new("sides exchanged", $"{right}={left}")] : [];

    [GeneratedRegex(@"(?<!\\left)[(\[]")]
    private static partial Regex Opening();

    [GeneratedRegex(@"(?<!\\right)[)\]]")]
    private static partial Regex Closing();

    [GeneratedRegex(@"[+=&]|(?<=[\w})\]])-|,(?!\d{3})")]
    private static partial Regex Spaced();
}
