namespace Align.Rewards.MathAnswer.Algebra;

/// <summary>A product of atoms to positive powers, in the order of their names.</summary>
/// <remarks>An atom is a symbol, π, e, the imaginary unit, the square root of a prime, or what cannot be taken apart (the sine of something).</remarks>
internal sealed class Monomial : IEquatable<Monomial>
{
    public static readonly Monomial One = new([]);
    private readonly int _hash;

    private Monomial((string Atom, int Power)[] factors)
    {
        Factors = factors;
        var hash = default(HashCode);
        foreach (var (atom, power) in factors)
        {
            hash.Add(atom, StringComparer.Ordinal);
            hash.Add(power);
        }
        _hash = hash.ToHashCode();
    }

    public IReadOnlyList<(string Atom, int Power)> Factors { get; }

    public static Monomial Of(string atom) => new([(atom, 1)]);

    /// <summary>The product, with the coefficient that falls out where roots and the imaginary unit are squared.</summary>
    public (Rational Coefficient, Monomial Product) Times(Monomial other)
    {
        var powers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (atom, power) in Factors.Concat(other.Factors))
        {
            powers[atom] = powers.GetValueOrDefault(atom) + power;
        }
        var coefficient = Rational.One;
        var kept = new List<(string, int)>(powers.Count);
        foreach (var (atom, power) in powers)
        {
            if (power > AlgebraBudget.MaxExponent)
            {
                throw new AlgebraLimitException("an exponent is too large");
            }
            var left = power;
            if (Radical.SquareOf(atom) is { } square)
            {
                coefficient *= square.Power(power / 2);
                left = power % 2;
            }
            if (left > 0)
            {
                kept.Add((atom, left));
            }
        }
        return (coefficient, new Monomial([.. kept]));
    }

    public bool Equals(Monomial? other) => other is not null && _hash == other._hash && Factors.SequenceEqual(other.Factors);

    public override bool Equals(object? obj) => Equals(obj as Monomial);

    public override int GetHashCode() => _hash;

    public override string ToString() => string.Join('*', Factors.Select(factor => $"{factor.Atom}^{factor.Power}"));
}
