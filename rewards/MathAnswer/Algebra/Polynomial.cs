namespace Align.Rewards.MathAnswer.Algebra;

/// <summary>A sum of monomials with rational coefficients, none of which is 0: zero has no terms.</summary>
internal sealed class Polynomial
{
    public static readonly Polynomial Zero = new([]);
    public static readonly Polynomial One = Of(Rational.One);
    private readonly Dictionary<Monomial, Rational> _terms;

    private Polynomial(Dictionary<Monomial, Rational> terms) => _terms = terms;

    public IReadOnlyDictionary<Monomial, Rational> Terms => _terms;

    public bool IsZero => _terms.Count == 0;

    /// <summary>The number that this is; <see langword="null"/> where it has an atom.</summary>
    public Rational? Constant =>
        _terms.Count == 0 ? Rational.Zero
        : _terms.Count == 1 && _terms.TryGetValue(Monomial.One, out var number) ? number
        : null;

    public IEnumerable<string> Atoms => _terms.Keys.SelectMany(monomial => monomial.Factors).Select(factor => factor.Atom).Distinct();

    public static Polynomial Of(Rational number) => number.IsZero ? Zero : new(new() { [Monomial.One] = number });

    public static Polynomial Of(string atom) => new(new() { [Monomial.Of(atom)] = Rational.One });

    public Polynomial Plus(Polynomial other, AlgebraBudget budget)
    {
        budget.Spend(_terms.Count + other._terms.Count);
        var sum = new Dictionary<Monomial, Rational>(_terms);
        foreach (var (monomial, coefficient) in other._terms)
        {
            Add(sum, monomial, coefficient);
        }
        return Bounded(sum);
    }

    public Polynomial Times(Polynomial other, AlgebraBudget budget)
    {
        budget.Spend(_terms.Count * other._terms.Count);
        var product = new Dictionary<Monomial, Rational>();
        foreach (var (left, leftCoefficient) in _terms)
        {
            foreach (var (right, rightCoefficient) in other._terms)
            {
                var (factor, monomial) = left.Times(right);
                Add(product, monomial, leftCoefficient * rightCoefficient * factor);
            }
        }
        return Bounded(product);
    }

    public Polynomial Scaled(Rational factor, AlgebraBudget budget) => Times(Of(factor), budget);

    public Polynomial Minus(Polynomial other, AlgebraBudget budget) => Plus(other.Scaled(-Rational.One, budget), budget);

    /// <summary>This to a power that is at least 0, by squaring.</summary>
    public Polynomial Power(int exponent, AlgebraBudget budget)
    {
        if (Constant is { } number)
        {
            return Of(number.Power(exponent));
        }
        var (result, square) = (One, this);
        for (var left = exponent; left > 0; left >>= 1)
        {
            result = (left & 1) == 1 ? result.Times(square, budget) : result;
            square = left > 1 ? square.Times(square, budget) : square;
        }
        return result;
    }

    public bool Contains(string atom) => _terms.Keys.Any(monomial => monomial.Factors.Any(factor => factor.Atom == atom));

    private static void Add(Dictionary<Monomial, Rational> terms, Monomial monomial, Rational coefficient)
    {
        var sum = terms.TryGetValue(monomial, out var there) ? there + coefficient : coefficient;
        if (sum.IsZero)
        {
            terms.Remove(monomial);
        }
        else
        {
            terms[monomial] = sum;
        }
    }

    private static Polynomial Bounded(Dictionary<Monomial, Rational> terms) =>
        terms.Count <= AlgebraBudget.MaxTerms ? new(terms) : throw new AlgebraLimitException("the expression has too many terms");
}
