using System.Numerics;

namespace Align.Rewards.CountdownExpression;

/// <summary>An exact rational number in lowest terms; the denominator is above 0.</summary>
internal readonly record struct Fraction
{
    private Fraction(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public static Fraction Of(BigInteger whole) => new(whole, BigInteger.One);

    /// <summary>The result of an operation; <see langword="null"/> for a division by zero.</summary>
    public static Fraction? Apply(Fraction left, char symbol, Fraction right) => symbol switch
    {
        '+' => new(left.Numerator * right.Denominator + right.Numerator * left.Denominator, left.Denominator * right.Denominator),
        '-' => new(left.Numerator * right.Denominator - right.Numerator * left.Denominator, left.Denominator * right.Denominator),
        '*' => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator),
        _ => right.Numerator.IsZero ? null : new(left.Numerator * right.Denominator, left.Denominator * right.Numerator),
    };
}
