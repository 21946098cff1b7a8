using System.Globalization;
using System.Numerics;
using Align.Rewards.MathAnswer.Algebra;

namespace Align.Rewards.MathAnswer.Parsing;

/// <summary>Reads one number without a sign: digits, groups of three, a decimal point, repeating decimals, an exponent.</summary>
internal static class NumberReader
{
    private const int MaxDigits = 400;
    private const int MaxExponent = 400;
    private static readonly string[] s_groupMarks = [",", "{,}", @",\!", @"\,", @"\!"];

    /// <summary>The number that begins at a place, and where it ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">A digit, or a decimal point before one.</param>
    /// <param name="groups">Whether a comma before three digits groups them; within brackets it separates.</param>
    /// <exception cref="MathSyntaxException">The number is too long or too large.</exception>
    public static (MathToken Token, int End) Read(string text, int start, bool groups)
    {
        var (digits, at) = Digits(text, start);
        var mayGroup = digits.Length is >= 1 and <= 3 && digits[0] != '0';
        while (mayGroup && Grouped(text, at, groups) is { } group)
        {
            (digits, at) = (digits + group.Digits, group.End);
        }
        var (fraction, repeating) = ("", "");
        if (at < text.Length && text[at] == '.' && !EndsSentence(text, at))
        {
            (fraction, at) = Digits(text, at + 1);
            (repeating, at) = Repeating(text, at);
        }
        var (exponent, end) = Exponent(text, at);
        if (digits.Length + fraction.Length + repeating.Length > MaxDigits || Math.Abs(exponent) > MaxExponent)
        {
            throw new MathSyntaxException("a number is too long");
        }
        return (new MathToken(MathTokenKind.Number, text[start..end], Value: Value(digits, fraction, repeating, exponent)), end);
    }

    /// <summary>The value of digits alone.</summary>
    public static Rational Whole(string digits) => Value(digits, "", "", 0);

    private static Rational Value(string digits, string fraction, string repeating, int exponent)
    {
        var number = new Rational(Parse(digits + fraction), BigInteger.Pow(10, fraction.Length));
        if (repeating.Length > 0)
        {
            // 0.ab(cd) = ab/100 + cd/9900.
            number += new Rational(Parse(repeating), (BigInteger.Pow(10, repeating.Length) - 1) * BigInteger.Pow(10, fraction.Length));
        }
        return number * Rational.Of(10).Power(exponent);
    }

    private static BigInteger Parse(string digits) => digits.Length == 0 ? BigInteger.Zero : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static (string Digits, int End) Digits(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }
        return (text[start..end], end);
    }

    private static (string Digits, int End)? Grouped(string text, int at, bool groups)
    {
        foreach (var mark in s_groupMarks)
        {
            if (string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0 && (groups || mark != ","))
            {
                var (group, end) = Digits(text, at + mark.Length);
                if (group.Length == 3)
                {
                    return (group, end);
                }
            }
        }
        return null;
    }

    // A full stop before no digit ends a sentence, unless digits repeat behind it.
    private static bool EndsSentence(string text, int at) =>
        at + 1 < text.Length && !char.IsAsciiDigit(text[at + 1]) && !text.AsSpan(at + 1).StartsWith(@"\overline{");

    private static (string Digits, int End) Repeating(string text, int at)
    {
        const string Mark = @"\overline{";
        if (!text.AsSpan(at).StartsWith(Mark))
        {
            return ("", at);
        }
        var (digits, end) = Digits(text, at + Mark.Length);
        return digits.Length > 0 && end < text.Length && text[end] == '}' ? (digits, end + 1) : throw new MathSyntaxException("repeating decimals that are no digits");
    }

    private static (int Exponent, int End) Exponent(string text, int at)
    {
        if (at >= text.Length || text[at] is not ('e' or 'E'))
        {
            return (0, at);
        }
        var sign = at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
        var (digits, end) = Digits(text, at + 1 + sign);
        return digits.Length is 0 or > 4 ? (0, at)
            : (int.Parse(digits, CultureInfo.InvariantCulture) * (sign == 1 && text[at + 1] == '-' ? -1 : 1), end);
    }
}
