using System.Numerics;

namespace Align.Envs.NumberCookbook;

/// <summary>Draws the numbers of one problem by the rules of its task.</summary>
internal sealed class NumberOperands(NumberVariant variant)
{
    private const int EasyDigits = 3;
    private const int MostExponentGap = 5;

    /// <summary>A problem; <see langword="null"/> where the draw breaks a rule and another one is due.</summary>
    public NumberProblem? Draw(NumberPair pair, int digits, NumberDraw draw) => pair.Task switch
    {
        NumberTask.GetDigit => WithArgument(pair, digits, draw, static (number, draw) => draw.Below(NumberText.DigitsOf(number).Length)),
        NumberTask.Count => WithArgument(pair, digits, draw, static (_, draw) => draw.Below(10)),
        NumberTask.Sig => Positive(WithArgument(pair, digits, draw, (_, draw) => 2 + draw.Below(Math.Max(1, digits - 1)))),
        NumberTask.Length => new NumberProblem(pair, digits, NumberText.Read(draw.Number(pair.Format, digits))),
        NumberTask.ToFloat => new NumberProblem(pair, digits, ToFloat(pair.Format, digits, draw)),
        NumberTask.ToScient => Positive(new NumberProblem(pair, digits, ToScientific(pair.Format, digits, draw))),
        _ => Ruled(Two(pair, digits, draw)),
    };

    private static NumberProblem WithArgument(NumberPair pair, int digits, NumberDraw draw, Func<string, NumberDraw, int> argument)
    {
        var number = draw.Number(pair.Format, digits);
        return new NumberProblem(pair, digits, NumberText.Read(number), Argument: argument(number, draw));
    }

    private static NumberProblem? Positive(NumberProblem problem) => problem.A.IsZero ? null : problem;

    // Denominators are 2^i·5^j, so that the decimals end; exponents are small, so that they are few.
    private static NumberValue ToFloat(NumberFormat format, int digits, NumberDraw draw) => format == NumberFormat.Fraction
        ? NumberValue.Of(NumberText.Read(draw.Integer(digits)).Over, BigInteger.Pow(2, draw.Below(digits + 1)) * BigInteger.Pow(5, draw.Below(digits + 1)))
        : NumberText.Read(draw.Scientific(digits, draw.Below(digits + 1)));

    // Whole numbers end in zeros more often than by chance.
    private static NumberValue ToScientific(NumberFormat format, int digits, NumberDraw draw)
    {
        var number = draw.Number(format, digits);
        var zeros = format == NumberFormat.Integer ? draw.Below((digits / 2) + 1) : 0;
        return NumberText.Read(number[..^zeros] + new string('0', zeros));
    }

    private NumberProblem Two(NumberPair pair, int digits, NumberDraw draw)
    {
        var first = draw.Number(pair.Format, digits);
        var second = Second(pair, first, digits, draw);
        var (a, b) = (NumberText.Read(first), NumberText.Read(second));
        var keepsOrder = IsEasy(pair) || pair.Task is NumberTask.Sub or NumberTask.Floordiv or NumberTask.Mod;
        if (!keepsOrder && draw.Coin())
        {
            (a, b) = (b, a);
        }
        return pair.Task is NumberTask.Sub or NumberTask.Floordiv or NumberTask.Mod && a.CompareTo(b) < 0
            ? new NumberProblem(pair, digits, b, a)
            : new NumberProblem(pair, digits, a, b);
    }

    private string Second(NumberPair pair, string first, int digits, NumberDraw draw)
    {
        if (IsHard(pair))
        {
            return draw.Similar(first);
        }
        var length = draw.Coin() ? digits : 1 + draw.Below(digits);
        length = IsEasy(pair) ? Math.Min(length, EasyDigits) : pair.Task == NumberTask.Mod ? Math.Min(length, MostDivisorDigits(digits)) : length;
        if (pair.Format == NumberFormat.Scientific && pair.Task is NumberTask.Add or NumberTask.Sub)
        {
            var exponent = int.Parse(first.Split('e')[1], System.Globalization.CultureInfo.InvariantCulture);
            return draw.Scientific(length, exponent + draw.Below((2 * MostExponentGap) + 1) - MostExponentGap);
        }
        return draw.Number(pair.Format, length);
    }

    private static NumberProblem? Ruled(NumberProblem problem)
    {
        var (a, b) = (problem.A, problem.B!.Value);
        return problem.Pair.Task switch
        {
            NumberTask.Truediv => b.IsZero || a.IsZero ? null : problem,
            NumberTask.Floordiv => b.IsZero ? null : problem,
            NumberTask.Mod => b.IsZero ? null : problem,
            // An equal pair has no larger number; a difference below 1 would need a negative exponent.
            NumberTask.Sub => a.CompareTo(b) == 0 || (problem.Pair.Format == NumberFormat.Scientific && (a - b).Floor.IsZero) ? null : problem,
            NumberTask.Max or NumberTask.Min when problem.Pair.Format == NumberFormat.Fraction => BelowOne(problem),
            NumberTask.Max or NumberTask.Min => a.CompareTo(b) == 0 ? null : problem,
            _ => problem,
        };
    }

    // Fractions that are compared are below 1.
    private static NumberProblem? BelowOne(NumberProblem problem)
    {
        var (a, b) = (Turned(problem.A), Turned(problem.B!.Value));
        return a.CompareTo(b) == 0 || a.Floor.IsOne || b.Floor.IsOne ? null : problem with { A = a, B = b };
    }

    private static NumberValue Turned(NumberValue value) => value.Over > value.Under ? NumberValue.Of(value.Under, value.Over) : value;

    private static int MostDivisorDigits(int digits) => (int)(0.7 * digits) + 1;

    private bool IsEasy(NumberPair pair) => variant == NumberVariant.Easy
        && (pair.Task is NumberTask.Multiply or NumberTask.Mod || pair is { Task: NumberTask.Add, Format: NumberFormat.Fraction });

    private bool IsHard(NumberPair pair) => variant == NumberVariant.Hard
        && pair.Task is NumberTask.Max or NumberTask.Min
        && pair.Format != NumberFormat.Fraction;
}
