using System.Numerics;

namespace Align.Rewards.MathAnswer.Algebra;

/// <summary>Exact roots of rational numbers.</summary>
internal static class WholeRoot
{
    /// <summary>The real root, where it is rational; <see langword="null"/> where it is not, or the number is negative and the index even.</summary>
    public static Rational? Of(Rational number, int index)
    {
        if (number.Sign < 0)
        {
            return index % 2 == 1 && Of(number.Absolute(), index) is { } root ? -root : null;
        }
        return Of(number.Numerator, index) is { } top && Of(number.Denominator, index) is { } bottom ? new Rational(top, bottom) : null;
    }

    private static BigInteger? Of(BigInteger number, int index)
    {
        var (low, high) = (BigInteger.Zero, BigInteger.One << (int)((number.GetBitLength() / index) + 1));
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            if (BigInteger.Pow(middle, index) <= number)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }
        return BigInteger.Pow(low, index) == number ? low : null;
    }
}
