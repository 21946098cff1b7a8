using System.Numerics;

namespace Align.Rewards.MathAnswer.Algebra;

/// <summary>An exact fraction in lowest terms with a positive denominator.</summary>
internal readonly record struct Rational
{
    public static readonly Rational Zero = new(BigInteger.Zero, BigInteger.One);
    public static readonly Rational One = new(BigInteger.One, BigInteger.One);
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;

    /// <summary>numerator / denominator.</summary>
    /// <exception cref="AlgebraLimitException">The denominator is 0, or a part is too long.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new AlgebraLimitException("a division by zero");
        }
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        (_numerator, _denominator) = (AlgebraBudget.Bounded(numerator / divisor), AlgebraBudget.Bounded(denominator / divisor));
    }

    public BigInteger Numerator => _numerator;

    public BigInteger Denominator => _denominator;

    public bool IsZero => _numerator.IsZero;

    public bool IsWhole => _denominator.IsOne;

    public int Sign => _numerator.Sign;

    public static Rational Of(BigInteger number) => new(number, BigInteger.One);

    public static Rational operator +(Rational left, Rational right) =>
        new((left._numerator * right._denominator) + (right._numerator * left._denominator), left._denominator * right._denominator);

    public static Rational operator *(Rational left, Rational right) =>
        new(left._numerator * right._numerator, left._denominator * right._denominator);

    public static Rational operator -(Rational value) => new(-value._numerator, value._denominator);

    public Rational Reciprocal() => new(_denominator, _numerator);

    public Rational Absolute() => new(BigInteger.Abs(_numerator), _denominator);

    /// <summary>This to a whole power.</summary>
    /// <exception cref="AlgebraLimitException">The result is too long, or 0 is raised to a negative power.</exception>
    public Rational Power(int exponent)
    {
        var size = Math.Abs((long)exponent);
        if (size * Math.Max(_numerator.GetBitLength(), _denominator.GetBitLength()) > 2L * AlgebraBudget.MaxBits && !Absolute().Equals(One))
        {
            throw new AlgebraLimitException("a power is too large");
        }
        var (numerator, denominator) = (BigInteger.Pow(_numerator, (int)size), BigInteger.Pow(_denominator, (int)size));
        return exponent >= 0 ? new(numerator, denominator) : new(denominator, numerator);
    }

    /// <summary>The nearest double; infinite where it is beyond double's range.</summary>
    public double ToDouble()
    {
        if (Math.Max(_numerator.GetBitLength(), _denominator.GetBitLength()) < 1000)
        {
            return (double)_numerator / (double)_denominator;
        }
        var shift = 64 - (int)(_numerator.GetBitLength() - _denominator.GetBitLength());
        var scaled = shift >= 0 ? (_numerator << shift) / _denominator : _numerator / (_denominator << -shift);
        return Math.ScaleB((double)scaled, -shift);
    }

    public override string ToString() => IsWhole ? $"{_numerator}" : $"{_numerator}/{_denominator}";
}
