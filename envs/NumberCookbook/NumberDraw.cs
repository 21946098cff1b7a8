using System.Globalization;
using System.Numerics;
using Align.Core;

namespace Align.Envs.NumberCookbook;

/// <summary>Draws numbers of a length, as text in their format.</summary>
internal readonly struct NumberDraw(RandomStream stream)
{
    private const int ExponentEnd = 100;

    /// <summary>A number from 0 to below an end.</summary>
    public int Below(int end) => (int)stream.NextInt64(end);

    public bool Coin() => stream.NextInt64(2) == 0;

    /// <summary>A number whose length is <paramref name="digits"/>: of a whole number all digits, of a decimal one its decimals, of a fraction the longer of its two parts.</summary>
    public string Number(NumberFormat format, int digits) => format switch
    {
        NumberFormat.Integer => Integer(digits),
        NumberFormat.Float => $"{Leading(1 + Below(digits))}.{Decimals(digits)}",
        NumberFormat.Fraction => Fraction(digits),
        _ => Scientific(digits, Below(ExponentEnd)),
    };

    /// <summary>A number in scientific notation with <paramref name="digits"/> decimals.</summary>
    public string Scientific(int digits, int exponent) =>
        string.Create(CultureInfo.InvariantCulture, $"{Leading(1)}.{Decimals(digits)}e{Math.Clamp(exponent, 0, ExponentEnd - 1)}");

    /// <summary>Digits without a leading zero; a single one may be 0.</summary>
    public string Integer(int digits) => digits == 1 ? Any(1) : Leading(digits);

    /// <summary>The same number up to some digit, which differs, and others from there on; the exponent stays.</summary>
    public string Similar(string number)
    {
        var end = number.IndexOf('e', StringComparison.Ordinal) is var exponent && exponent < 0 ? number.Length : exponent;
        int[] places = [.. Enumerable.Range(0, end).Where(at => char.IsAsciiDigit(number[at]))];
        var first = places.Length == 1 ? 0 : 1 + Below(places.Length - 1);
        var changed = number.ToCharArray();
        changed[places[first]] = (char)('0' + ((changed[places[first]] - '0' + 1 + Below(9)) % 10));
        foreach (var place in places.Skip(first + 1))
        {
            changed[place] = Any(1)[0];
        }
        return new string(changed);
    }

    private string Fraction(int digits)
    {
        while (true)
        {
            var (one, other) = (Leading(digits), Leading(1 + Below(digits)));
            var text = Coin() ? $"{one}/{other}" : $"{other}/{one}";
            var value = NumberText.Read(text);
            if (Math.Max(LengthOf(value.Over), LengthOf(value.Under)) == digits)
            {
                return text;
            }
        }
    }

    private string Leading(int digits) => $"{(char)('1' + Below(9))}{Any(digits - 1)}";

    private string Decimals(int digits) => $"{Any(digits - 1)}{(char)('1' + Below(9))}";

    private string Any(int digits)
    {
        var text = new char[digits];
        for (var at = 0; at < digits; at++)
        {
            text[at] = (char)('0' + Below(10));
        }
        return new string(text);
    }

    private static int LengthOf(BigInteger whole) => whole.ToString(CultureInfo.InvariantCulture).Length;
}
