using System.Globalization;
using System.Numerics;
using System.Text;
using Align.Rewards.MathAnswer.Parsing;

namespace Align.Rewards.MathAnswer.Algebra;

/// <summary>Works an expression out to a quotient of polynomials over its atoms.</summary>
/// <remarks>
/// Without opaque atoms the form decides equality exactly: rational numbers, square roots of rational numbers, the imaginary unit,
/// π, e and names are independent of one another. What cannot be taken apart (sin t, 2^n, √(1+x)) becomes an opaque atom.
/// </remarks>
internal sealed class NormalForm(AlgebraBudget budget)
{
    private const int LargestFactorial = 300;
    private readonly Dictionary<string, MathNode> _opaque = [];
    private readonly Dictionary<MathNode, RationalFunction> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The atoms that stand for more than themselves, by name.</summary>
    public IReadOnlyDictionary<string, MathNode> Opaque => _opaque;

    /// <summary>The form of an expression.</summary>
    /// <exception cref="AlgebraLimitException">It is too large, or has no value.</exception>
    public RationalFunction Of(MathNode node)
    {
        if (!_known.TryGetValue(node, out var form))
        {
            budget.Spend(1);
            _known[node] = form = WorkOut(node);
        }
        return form;
    }

    private RationalFunction WorkOut(MathNode node) => node switch
    {
        MathNode.Number number => RationalFunction.Of(Polynomial.Of(number.Value)),
        MathNode.Symbol symbol => RationalFunction.Of(Polynomial.Of(symbol.Name)),
        MathNode.Sum sum => Of(sum.Left).Plus(Of(sum.Right), budget),
        MathNode.Product product => Of(product.Left).Times(Of(product.Right), budget),
        MathNode.Quotient quotient => Of(quotient.Top).Times(Of(quotient.Bottom).Reciprocal(), budget),
        MathNode.Negation negation => Of(negation.Value).Negated(budget),
        MathNode.Power power => OfPower(power),
        MathNode.Function function => OfFunction(function),
        _ => throw new AlgebraLimitException("an expression of an unknown kind"),
    };

    private RationalFunction OfPower(MathNode.Power power)
    {
        if (Of(power.Exponent).Constant is not { } exponent)
        {
            return Atom($"({Key(power.Base)})^({Key(power.Exponent)})", power);
        }
        if (!IsSmall(exponent.Numerator) || !IsSmall(exponent.Denominator))
        {
            throw new AlgebraLimitException("an exponent is too large");
        }
        var (top, index) = ((int)exponent.Numerator, (int)exponent.Denominator);
        return (index == 1 ? Of(power.Base) : Root(index, power.Base)).Power(top, budget);
    }

    private RationalFunction OfFunction(MathNode.Function function) => function.Name switch
    {
        "root" when Of(function.Arguments[0]).Constant is { IsWhole: true, Sign: > 0 } index && IsSmall(index.Numerator) => Root((int)index.Numerator, function.Arguments[1]),
        "abs" when Of(function.Arguments[0]).Constant is { } number => Constant(number.Absolute()),
        "factorial" => Constant(Rational.Of(Factorial(Whole(function.Arguments[0])))),
        "binomial" => Constant(Binomial(Whole(function.Arguments[0]), Whole(function.Arguments[1]))),
        _ => Atom($"{function.Name}({string.Join(',', function.Arguments.Select(Key))})", function),
    };

    private RationalFunction Root(int index, MathNode radicand)
    {
        if (index == 1)
        {
            return Of(radicand);
        }
        var number = Of(radicand).Constant;
        if (index == 2 && number is { } square)
        {
            return RationalFunction.Of(Radical.Of(square, budget));
        }
        if (number is { } exact && WholeRoot.Of(exact, index) is { } root)
        {
            return Constant(root);
        }
        return Atom($"root({index.ToString(CultureInfo.InvariantCulture)},{Key(radicand)})", new MathNode.Function("root", [MathNode.Whole(index), radicand]));
    }

    private RationalFunction Atom(string name, MathNode node)
    {
        _opaque[name] = node;
        return RationalFunction.Of(Polynomial.Of(name));
    }

    /// <summary>One spelling for expressions that are the same polynomial.</summary>
    private string Key(MathNode node)
    {
        var form = Of(node);
        if (form.Denominator.Constant is not { } divisor)
        {
            return $"[{Key(form.Numerator)}]/[{Key(form.Denominator)}]";
        }
        return Key(form.Numerator.Scaled(divisor.Reciprocal(), budget));
    }

    private static string Key(Polynomial polynomial)
    {
        var text = new StringBuilder();
        foreach (var (monomial, coefficient) in polynomial.Terms.Select(term => (Name: term.Key.ToString(), term.Value)).OrderBy(term => term.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"+{coefficient}*{monomial}");
            if (text.Length > AlgebraBudget.MaxBits)
            {
                throw new AlgebraLimitException("the expression is too long");
            }
        }
        return text.ToString();
    }

    private static RationalFunction Constant(Rational number) => RationalFunction.Of(Polynomial.Of(number));

    private static bool IsSmall(BigInteger number) => BigInteger.Abs(number) <= AlgebraBudget.MaxExponent;

    private int Whole(MathNode node) => Of(node).Constant is { IsWhole: true, Sign: >= 0 } number && number.Numerator <= LargestFactorial
        ? (int)number.Numerator
        : throw new AlgebraLimitException("a factorial or binomial of something else than a small whole number");

    private static BigInteger Factorial(int number) => Enumerable.Range(1, number).Aggregate(BigInteger.One, (product, factor) => product * factor);

    private static Rational Binomial(int top, int bottom) => bottom > top ? Rational.Zero : new(Factorial(top), Factorial(bottom) * Factorial(top - bottom));
}
