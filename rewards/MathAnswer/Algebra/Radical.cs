using System.Globalization;
using System.Numerics;

namespace Align.Rewards.MathAnswer.Algebra;

/// <summary>Square roots of rational numbers as products of roots of primes, which are independent over the rationals, so that equal sums have equal terms.</summary>
internal static class Radical
{
    /// <summary>The imaginary unit's atom.</summary>
    public const string ImaginaryUnit = "i";

    private const char Root = '√';
    private const int LargestTrialDivisor = 2000;

    /// <summary>What the atom's square is, where it is a root or the imaginary unit; else <see langword="null"/>.</summary>
    public static Rational? SquareOf(string atom) =>
        atom == ImaginaryUnit ? -Rational.One
        : atom[0] == Root ? Rational.Of(BigInteger.Parse(atom.AsSpan(1), CultureInfo.InvariantCulture))
        : null;

    /// <summary>The root of a rational number: √(n/d) = √(n·d)/d.</summary>
    public static Polynomial Of(Rational number, AlgebraBudget budget)
    {
        var (outside, atoms) = Split(AlgebraBudget.Bounded(BigInteger.Abs(number.Numerator) * number.Denominator));
        var result = Polynomial.Of(new Rational(outside, number.Denominator));
        foreach (var atom in number.Sign < 0 ? atoms.Append(ImaginaryUnit) : atoms)
        {
            result = result.Times(Polynomial.Of(atom), budget);
        }
        return result;
    }

    /// <summary>√number = outside · Π atoms. Primes up to 2,000 are taken apart; a larger rest stays under one root unless it is a square.</summary>
    private static (BigInteger Outside, List<string> Atoms) Split(BigInteger number)
    {
        var (outside, rest, atoms) = (BigInteger.One, number, new List<string>());
        for (var divisor = 2; divisor <= LargestTrialDivisor && rest > BigInteger.One; divisor++)
        {
            var power = 0;
            for (; (rest % divisor).IsZero; power++)
            {
                rest /= divisor;
            }
            outside *= BigInteger.Pow(divisor, power / 2);
            if (power % 2 == 1)
            {
                atoms.Add(Atom(divisor));
            }
        }
        if (rest.IsZero)
        {
            return (BigInteger.Zero, []);
        }
        var root = WholeRoot(rest);
        if (root * root == rest)
        {
            return (outside * root, atoms);
        }
        atoms.Add(Atom(rest));
        return (outside, atoms);
    }

    private static string Atom(BigInteger radicand) => $"{Root}{radicand.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>⌊√number⌋ by Newton's iteration.</summary>
    private static BigInteger WholeRoot(BigInteger number)
    {
        var guess = BigInteger.One << (int)((number.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (guess + (number / guess)) >> 1;
            if (next >= guess)
            {
                return guess;
            }
            guess = next;
        }
    }
}
