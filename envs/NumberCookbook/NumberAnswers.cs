using System.Globalization;
using System.Numerics;

namespace Align.Envs.NumberCookbook;

/// <summary>Solves problems.</summary>
internal static class NumberAnswers
{
    /// <summary>The answer as text, in the format that the task asks for.</summary>
    public static string Of(NumberProblem problem)
    {
        var (a, b) = (problem.A, problem.B.GetValueOrDefault());
        return problem.Pair.Task switch
        {
            NumberTask.Add => Written(problem, a + b),
            NumberTask.Sub => Written(problem, a - b),
            NumberTask.Multiply => Written(problem, a * b),
            NumberTask.Truediv => Written(problem, a / b),
            NumberTask.Floordiv => Written(problem, NumberValue.Of((a / b).Floor)),
            NumberTask.Mod => Written(problem, NumberValue.Of(BigInteger.Remainder(a.Over, b.Over))),
            NumberTask.Max => Written(problem, a.CompareTo(b) > 0 ? a : b),
            NumberTask.Min => Written(problem, a.CompareTo(b) < 0 ? a : b),
            NumberTask.DigitMax => Columns(problem, Math.Max),
            NumberTask.DigitMin => Columns(problem, Math.Min),
            NumberTask.DigitAdd => Columns(problem, static (one, other) => (one + other) % 10),
            NumberTask.GetDigit => NumberText.DigitsOf(problem.TextOfA)[problem.Argument!.Value].ToString(),
            NumberTask.Length => Number(NumberText.DigitsOf(problem.TextOfA).Length),
            NumberTask.Count => Number(problem.TextOfA.Count(digit => digit - '0' == problem.Argument!.Value)),
            NumberTask.Sig => NumberText.Significant(a, problem.Argument!.Value),
            _ => Written(problem, a),
        };
    }

    private static string Written(NumberProblem problem, NumberValue value) => NumberText.Write(value, problem.Pair.AnswerFormat);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Column by column: whole parts stand flush right, decimals flush left, and a missing digit is 0.</summary>
    private static string Columns(NumberProblem problem, Func<int, int, int> combine)
    {
        var (one, other) = (problem.TextOfA.Split('.'), problem.TextOfB!.Split('.'));
        var length = Math.Max(one[0].Length, other[0].Length);
        var text = Combine(one[0].PadLeft(length, '0'), other[0].PadLeft(length, '0'), combine);
        if (problem.Pair.Format == NumberFormat.Float)
        {
            var places = Math.Max(one[1].Length, other[1].Length);
            text += $".{Combine(one[1].PadRight(places, '0'), other[1].PadRight(places, '0'), combine)}";
        }
        return Written(problem, NumberText.Read(text));
    }

    private static string Combine(string one, string other, Func<int, int, int> combine) =>
        string.Concat(one.Zip(other, (left, right) => (char)('0' + combine(left - '0', right - '0'))));
}
