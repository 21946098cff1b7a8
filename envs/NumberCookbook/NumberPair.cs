using System.Collections.Immutable;

namespace Align.Envs.NumberCookbook;

/// <summary>A task and the format of the numbers that it is asked of.</summary>
internal readonly record struct NumberPair(NumberTask Task, NumberFormat Format)
{
    private static readonly NumberFormat[] s_all = [NumberFormat.Integer, NumberFormat.Float, NumberFormat.Fraction, NumberFormat.Scientific];
    private static readonly NumberFormat[] s_decimal = [NumberFormat.Integer, NumberFormat.Float];

    /// <summary>The 41 pairs that make sense: table 1 of arXiv:2411.03766.</summary>
    public static ImmutableArray<NumberPair> All { get; } =
        [.. from task in Enum.GetValues<NumberTask>() from format in FormatsOf(task) select new NumberPair(task, format)];

    /// <summary>How the answer is written.</summary>
    public NumberFormat AnswerFormat => Task switch
    {
        NumberTask.Truediv => NumberFormat.Fraction,
        NumberTask.ToFloat => NumberFormat.Float,
        NumberTask.ToScient or NumberTask.Sig => NumberFormat.Scientific,
        NumberTask.GetDigit or NumberTask.Length or NumberTask.Count => NumberFormat.Integer,
        _ => Format,
    };

    private static NumberFormat[] FormatsOf(NumberTask task) => task switch
    {
        NumberTask.Add or NumberTask.Sub or NumberTask.Multiply or NumberTask.Max or NumberTask.Min => s_all,
        NumberTask.Truediv => [NumberFormat.Integer, NumberFormat.Fraction],
        NumberTask.Floordiv or NumberTask.Mod or NumberTask.Count => [NumberFormat.Integer],
        NumberTask.ToFloat => [NumberFormat.Fraction, NumberFormat.Scientific],
        _ => s_decimal,
    };
}
