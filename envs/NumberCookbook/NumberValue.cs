using System.Numerics;

namespace Align.Envs.NumberCookbook;

/// <summary>An exact rational number in lowest terms, 0 or above.</summary>
internal readonly record struct NumberValue : IComparable<NumberValue>
{
    private NumberValue(BigInteger over, BigInteger under)
    {
        var divisor = BigInteger.GreatestCommonDivisor(over, under);
        (Over, Under) = (over / divisor, under / divisor);
    }

    public BigInteger Over { get; }

    public BigInteger Under { get; }

    public bool IsZero => Over.IsZero;

    /// <summary>The number without what is after its point.</summary>
    public BigInteger Floor => Over / Under;

    public static NumberValue Of(BigInteger over, BigInteger under) => new(over, under);

    public static NumberValue Of(BigInteger whole) => new(whole, BigInteger.One);

    public static NumberValue operator +(NumberValue left, NumberValue right) => new((left.Over * right.Under) + (right.Over * left.Under), left.Under * right.Under);

    public static NumberValue operator -(NumberValue left, NumberValue right) => new((left.Over * right.Under) - (right.Over * left.Under), left.Under * right.Under);

    public static NumberValue operator *(NumberValue left, NumberValue right) => new(left.Over * right.Over, left.Under * right.Under);

    public static NumberValue operator /(NumberValue left, NumberValue right) => new(left.Over * right.Under, left.Under * right.Over);

    public int CompareTo(NumberValue other) => (Over * other.Under).CompareTo(other.Over * Under);
}
