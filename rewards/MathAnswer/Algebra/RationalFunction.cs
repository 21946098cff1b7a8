namespace Align.Rewards.MathAnswer.Algebra;

/// <summary>A quotient of two polynomials; not reduced, and the denominator is not the zero polynomial.</summary>
internal sealed record RationalFunction(Polynomial Numerator, Polynomial Denominator)
{
    /// <summary>The number that this is; <see langword="null"/> where an atom is left.</summary>
    public Rational? Constant => Numerator.Constant is { } top && Denominator.Constant is { } bottom ? top * bottom.Reciprocal() : null;

    public static RationalFunction Of(Polynomial polynomial) => new(polynomial, Polynomial.One);

    public RationalFunction Plus(RationalFunction other, AlgebraBudget budget) => new(
        Numerator.Times(other.Denominator, budget).Plus(other.Numerator.Times(Denominator, budget), budget),
        Denominator.Times(other.Denominator, budget));

    public RationalFunction Times(RationalFunction other, AlgebraBudget budget) => new(
        Numerator.Times(other.Numerator, budget),
        Denominator.Times(other.Denominator, budget));

    public RationalFunction Negated(AlgebraBudget budget) => this with { Numerator = Numerator.Scaled(-Rational.One, budget) };

    /// <exception cref="AlgebraLimitException">This is 0.</exception>
    public RationalFunction Reciprocal() =>
        Numerator.IsZero ? throw new AlgebraLimitException("a division by zero") : new(Denominator, Numerator);

    public RationalFunction Power(int exponent, AlgebraBudget budget)
    {
        if (Math.Abs((long)exponent) > AlgebraBudget.MaxExponent)
        {
            throw new AlgebraLimitException("an exponent is too large");
        }
        var positive = new RationalFunction(Numerator.Power(Math.Abs(exponent), budget), Denominator.Power(Math.Abs(exponent), budget));
        return exponent >= 0 ? positive : positive.Reciprocal();
    }

    /// <summary>What is 0 exactly where both are equal: N₁·D₂ − N₂·D₁.</summary>
    public Polynomial Difference(RationalFunction other, AlgebraBudget budget) =>
        Numerator.Times(other.Denominator, budget).Minus(other.Numerator.Times(Denominator, budget), budget);
}
