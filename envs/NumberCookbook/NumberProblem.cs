using System.Globalization;

namespace Align.Envs.NumberCookbook;

/// <summary>A task with its numbers.</summary>
/// <param name="Pair">The task and the format of its numbers.</param>
/// <param name="Digits">Their length as it was drawn.</param>
/// <param name="A">The first number.</param>
/// <param name="B">The second number; <see langword="null"/> where the task takes one, or a plain number beside it.</param>
/// <param name="Argument">The place, digit or number of figures that some tasks take.</param>
internal sealed record NumberProblem(NumberPair Pair, int Digits, NumberValue A, NumberValue? B = null, int? Argument = null)
{
    public string TextOfA => NumberText.Write(A, Pair.Format);

    /// <summary>The second number or the argument, as text; <see langword="null"/> where there is neither.</summary>
    public string? TextOfB => B is { } b ? NumberText.Write(b, Pair.Format) : Argument?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The same for both orders of the numbers where the order does not matter.</summary>
    public string Key => IsSymmetric && B is { } b && b.CompareTo(A) < 0
        ? $"{Pair.Task} {TextOfB} {TextOfA}"
        : $"{Pair.Task} {TextOfA} {TextOfB}";

    private bool IsSymmetric => Pair.Task is not (NumberTask.Truediv or NumberTask.Floordiv or NumberTask.Mod or NumberTask.Sub);
}
