using System.Numerics;
using Align.Rewards.MathAnswer.Parsing;

namespace Align.Rewards.MathAnswer.Algebra;

/// <summary>Whether two expressions are the same number, or the same function of their names.</summary>
/// <remarks>
/// First both are worked out exactly (<see cref="NormalForm"/>). Where nothing opaque is left, that decides. Otherwise the exact
/// difference, a polynomial, is evaluated at <see cref="Points"/> points: it must vanish against its own largest term at every
/// point at which it has a value, and it must have one at half of them. An expression that is too large to work out is equal to nothing.
/// </remarks>
internal static class ExpressionEquality
{
    /// <summary>Points at which a difference is evaluated.</summary>
    public const int Points = 10;

    private const double Tolerance = 1e-11;

    /// <summary>Whether they are equal.</summary>
    public static bool Holds(MathNode left, MathNode right, AlgebraBudget budget)
    {
        var form = new NormalForm(budget);
        return Vanishes(form.Of(left).Difference(form.Of(right), budget), form.Opaque);
    }

    /// <summary>Whether left = right and otherLeft = otherRight are one equation: their differences are a constant multiple of each other.</summary>
    public static bool SameEquation((MathNode Left, MathNode Right) one, (MathNode Left, MathNode Right) other, AlgebraBudget budget)
    {
        var form = new NormalForm(budget);
        var first = form.Of(one.Left).Plus(form.Of(one.Right).Negated(budget), budget);
        var second = form.Of(other.Left).Plus(form.Of(other.Right).Negated(budget), budget);
        var (top, bottom) = (first.Numerator.Times(second.Denominator, budget), second.Numerator.Times(first.Denominator, budget));
        if (top.IsZero || bottom.IsZero)
        {
            return false;
        }
        var (monomial, coefficient) = top.Terms.OrderBy(term => term.Key.ToString(), StringComparer.Ordinal).First();
        return bottom.Terms.TryGetValue(monomial, out var partner)
            && Vanishes(bottom.Scaled(coefficient * partner.Reciprocal(), budget).Minus(top, budget), form.Opaque);
    }

    /// <summary>Whether two numbers differ by no more than a share of the second; false where either is no real number.</summary>
    public static bool IsNear(MathNode number, MathNode gold, double share, AlgebraBudget budget)
    {
        if (!IsConstant(number, budget) || !IsConstant(gold, budget))
        {
            return false;
        }
        var (value, expected) = (new NumericValue(0).Of(number), new NumericValue(0).Of(gold));
        return Complex.Abs(value - expected) <= share * Complex.Abs(expected);
    }

    /// <summary>Whether an expression has no names in it.</summary>
    public static bool IsConstant(MathNode node, AlgebraBudget budget)
    {
        var form = new NormalForm(budget);
        var worked = form.Of(node);
        return worked.Numerator.Atoms.Concat(worked.Denominator.Atoms).All(atom =>
            atom is MathNode.PiName or MathNode.EName || Radical.SquareOf(atom) is not null || (form.Opaque.TryGetValue(atom, out var inside) && IsConstantInside(inside, budget)));
    }

    private static bool IsConstantInside(MathNode node, AlgebraBudget budget) => node switch
    {
        MathNode.Power power => IsConstant(power.Base, budget) && IsConstant(power.Exponent, budget),
        MathNode.Function function => function.Arguments.All(argument => IsConstant(argument, budget)),
        _ => false,
    };

    private static bool Vanishes(Polynomial difference, IReadOnlyDictionary<string, MathNode> opaque)
    {
        if (difference.IsZero)
        {
            return true;
        }
        if (!difference.Atoms.Any(opaque.ContainsKey))
        {
            return false;
        }
        var valid = 0;
        for (var point = 0; point < Points; point++)
        {
            if (VanishesAt(point, difference, opaque) is { } vanishes)
            {
                if (!vanishes)
                {
                    return false;
                }
                valid++;
            }
        }
        return valid >= Points / 2;
    }

    private static bool? VanishesAt(int point, Polynomial difference, IReadOnlyDictionary<string, MathNode> opaque)
    {
        var numeric = new NumericValue(point);
        var atoms = difference.Atoms.ToDictionary(atom => atom, atom => opaque.TryGetValue(atom, out var node) ? numeric.Of(node) : numeric.Of(atom));
        var (sum, largest) = (Complex.Zero, 0.0);
        foreach (var (monomial, coefficient) in difference.Terms)
        {
            var term = monomial.Factors.Aggregate(new Complex(coefficient.ToDouble(), 0), (product, factor) => product * Complex.Pow(atoms[factor.Atom], factor.Power));
            sum += term;
            largest = Math.Max(largest, Complex.Abs(term));
        }
        return !double.IsFinite(largest) || !Complex.IsFinite(sum) ? null : Complex.Abs(sum) <= Tolerance * largest;
    }
}
