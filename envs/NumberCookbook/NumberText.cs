using System.Globalization;
using System.Numerics;

namespace Align.Envs.NumberCookbook;

/// <summary>Writes and reads numbers in the four formats.</summary>
internal static class NumberText
{
    public static string Write(NumberValue value, NumberFormat format) => format switch
    {
        NumberFormat.Integer => Text(value.Over),
        NumberFormat.Float => Float(value),
        NumberFormat.Fraction => $"{Text(value.Over)}/{Text(value.Under)}",
        _ => Scientific(value),
    };

    /// <summary>A number as it is written; trailing zeros after the point and common factors do not stay.</summary>
    public static NumberValue Read(string text)
    {
        if (text.Split('/') is [var over, var under])
        {
            return NumberValue.Of(Whole(over), Whole(under));
        }
        var parts = text.Split('e');
        var mantissa = parts[0].Split('.');
        var value = mantissa is [var whole, var decimals]
            ? NumberValue.Of(Whole(whole + decimals), BigInteger.Pow(10, decimals.Length))
            : NumberValue.Of(Whole(parts[0]));
        return parts is [_, var exponent] ? value * NumberValue.Of(BigInteger.Pow(10, int.Parse(exponent, CultureInfo.InvariantCulture))) : value;
    }

    /// <summary>Only the digits, in their order.</summary>
    public static string DigitsOf(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    /// <summary>Rounded to some significant figures, half to even; all figures are written, zeros too.</summary>
    public static string Significant(NumberValue value, int figures)
    {
        var (digits, places) = Decimal(value);
        var exponent = digits.Length - 1 - places;
        if (digits.Length > figures)
        {
            var head = Whole(digits[..figures]);
            var half = string.CompareOrdinal(digits[figures..].TrimEnd('0'), "5"); // Above 0 where the rest is more than a half.
            head += half > 0 || (half == 0 && !head.IsEven) ? 1 : 0;
            digits = Text(head);
            exponent += digits.Length - figures; // 9.99 becomes 10.0.
        }
        digits = digits.PadRight(figures, '0')[..figures];
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}.{digits[1..]}e{exponent}");
    }

    private static string Float(NumberValue value)
    {
        var (digits, places) = Decimal(value);
        var padded = digits.PadLeft(places + 1, '0');
        return places == 0 ? $"{padded}.0" : $"{padded[..^places]}.{padded[^places..]}";
    }

    private static string Scientific(NumberValue value)
    {
        var (digits, places) = Decimal(value);
        var shown = digits.TrimEnd('0') is { Length: > 1 } more ? more[1..] : "0";
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}.{shown}e{digits.Length - 1 - places}");
    }

    /// <summary>All digits, and how many of them come after the point.</summary>
    private static (string Digits, int Places) Decimal(NumberValue value)
    {
        var (over, places) = (value.Over, 0);
        while (!(over % value.Under).IsZero)
        {
            (over, places) = (over * 10, places + 1);
        }
        return (Text(over / value.Under), places);
    }

    private static string Text(BigInteger whole) => whole.ToString(CultureInfo.InvariantCulture);

    private static BigInteger Whole(string digits) => BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
