using System.Numerics;
using Align.Rewards.MathAnswer.Parsing;

namespace Align.Rewards.MathAnswer.Algebra;

/// <summary>The value of an expression where every name has a value of its own, drawn from the name and the number of the point.</summary>
/// <param name="point">From 0; names are positive at the first half of the points and of either sign at the others.</param>
internal sealed class NumericValue(int point)
{
    private const int PositivePoints = ExpressionEquality.Points / 2;

    /// <summary>The value; not finite where there is none.</summary>
    public Complex Of(MathNode node) => node switch
    {
        MathNode.Number number => number.Value.ToDouble(),
        MathNode.Symbol symbol => Of(symbol.Name),
        MathNode.Sum sum => Of(sum.Left) + Of(sum.Right),
        MathNode.Product product => Of(product.Left) * Of(product.Right),
        MathNode.Quotient quotient => Of(quotient.Top) / Of(quotient.Bottom),
        MathNode.Negation negation => -Of(negation.Value),
        MathNode.Power power => Raised(Of(power.Base), Of(power.Exponent)),
        MathNode.Function function => Of(function.Name, [.. function.Arguments.Select(Of)]),
        _ => double.NaN,
    };

    /// <summary>The value of a name or of a square root's atom.</summary>
    public Complex Of(string name) => name switch
    {
        MathNode.PiName => Math.PI,
        MathNode.EName => Math.E,
        _ => Radical.SquareOf(name) is { } square ? Complex.Sqrt(square.ToDouble()) : Drawn(name),
    };

    private double Drawn(string name)
    {
        // FNV-1a, so that a name has the same value in every process.
        var hash = 14695981039346656037UL;
        foreach (var character in $"{name}#{point}")
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }
        hash ^= hash >> 29;
        var size = 0.35 + (1.5 * (hash >> 11 & 0xFFFFFFFF) / 0xFFFFFFFF);
        return point >= PositivePoints && (hash & 1) == 1 ? -size : size;
    }

    private static Complex Raised(Complex value, Complex exponent) => value.Imaginary == 0 && exponent.Imaginary == 0 && value.Real >= 0
        ? Math.Pow(value.Real, exponent.Real)
        : Complex.Pow(value, exponent);

    private static Complex Of(string function, Complex[] arguments) => function switch
    {
        "root" => Root(arguments[0].Real, arguments[1]),
        "log" => Complex.Log(arguments[1]) / Complex.Log(arguments[0]),
        "abs" => Complex.Abs(arguments[0]),
        _ => Of(function, arguments[0]),
    };

    private static Complex Root(double index, Complex value) => value is { Imaginary: 0, Real: < 0 } && index % 2 == 1
        ? -Math.Pow(-value.Real, 1 / index)
        : index == 2 ? Complex.Sqrt(value) : Raised(value, 1 / index);

    private static Complex Of(string function, Complex value) => function switch
    {
        "sin" => Complex.Sin(value),
        "cos" => Complex.Cos(value),
        "tan" => Complex.Tan(value),
        "cot" => 1 / Complex.Tan(value),
        "sec" => 1 / Complex.Cos(value),
        "csc" => 1 / Complex.Sin(value),
        "sinh" => Complex.Sinh(value),
        "cosh" => Complex.Cosh(value),
        "tanh" => Complex.Tanh(value),
        "coth" => 1 / Complex.Tanh(value),
        "arcsin" => Complex.Asin(value),
        "arccos" => Complex.Acos(value),
        "arctan" => Complex.Atan(value),
        "ln" => Complex.Log(value),
        _ => double.NaN,
    };
}
