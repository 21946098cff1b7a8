namespace Align.Envs.NumberCookbook;

/// <summary>The work by hand: steps with single digits.</summary>
internal static class NumberCost
{
    /// <summary>The most that there is: a product of two decimal numbers, each with 100 digits before and after its point.</summary>
    public const double Most = 40_000;

    /// <summary>Digits read, for tasks that pass once over their numbers; single-digit products, where numbers are multiplied, divided, or brought to one denominator.</summary>
    public static int Of(NumberProblem problem)
    {
        var (a, b) = (problem.TextOfA, problem.B is null ? "" : problem.TextOfB!);
        return (problem.Pair.Task, problem.Pair.Format) switch
        {
            (NumberTask.Add or NumberTask.Sub, NumberFormat.Fraction) => Cross(a, b) + (Parts(a)[1].Length * Parts(b)[1].Length),
            (NumberTask.Max or NumberTask.Min, NumberFormat.Fraction) => Cross(a, b),
            (NumberTask.Multiply or NumberTask.Truediv, NumberFormat.Fraction) => Cross(a, b),
            (NumberTask.Multiply or NumberTask.Truediv or NumberTask.Floordiv or NumberTask.Mod, _) => Digits(a) * Digits(b),
            (NumberTask.ToFloat, NumberFormat.Fraction) => Parts(a)[0].Length * Parts(a)[1].Length,
            _ => Digits(a) + Digits(b),
        };
    }

    private static int Cross(string a, string b) => (Parts(a)[0].Length * Parts(b)[1].Length) + (Parts(a)[1].Length * Parts(b)[0].Length);

    private static string[] Parts(string fraction) => fraction.Split('/');

    private static int Digits(string number) => number.Count(char.IsAsciiDigit);
}
