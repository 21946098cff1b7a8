namespace Align.Envs.NumberCookbook;

/// <summary>Words problems.</summary>
internal static class NumberPrompts
{
    /// <summary>The task's name in prompts and metadata.</summary>
    public static string NameOf(NumberTask task) => task switch
    {
        NumberTask.DigitMax => "digit_max",
        NumberTask.DigitMin => "digit_min",
        NumberTask.DigitAdd => "digit_add",
        NumberTask.GetDigit => "get_digit",
        NumberTask.ToFloat => "to_float",
        NumberTask.ToScient => "to_scient",
        _ => Lower(task.ToString()),
    };

    /// <summary>The format's name in metadata.</summary>
    public static string NameOf(NumberFormat format) => Lower(format.ToString());

    /// <summary>The prompt's text.</summary>
    public static string Text(NumberProblem problem, PromptStyle style)
    {
        var (a, b) = (problem.TextOfA, problem.TextOfB);
        return style == PromptStyle.Terse
            ? $"{NameOf(problem.Pair.Task)} {a}{(b is null ? "" : $" {b}")}="
            : $"{Question(problem.Pair, a, b)} {Form(problem.Pair.AnswerFormat)} {PromptWording.AskForTags("the answer")}";
    }

    private static string Question(NumberPair pair, string a, string? b)
    {
        var aligned = pair.Format == NumberFormat.Float ? ", aligned at the point," : "";
        var columns = $"Write {a} and {b} below each other{aligned} and";
        return pair.Task switch
        {
            NumberTask.Add => $"Add {a} and {b}.",
            NumberTask.Sub => $"Subtract {b} from {a}.",
            NumberTask.Multiply => $"Multiply {a} by {b}.",
            NumberTask.Truediv => $"Divide {a} by {b}.",
            NumberTask.Floordiv => $"Divide {a} by {b} and drop the remainder.",
            NumberTask.Mod => $"What is the remainder of {a} divided by {b}?",
            NumberTask.Max => $"Which number is larger, {a} or {b}?",
            NumberTask.Min => $"Which number is smaller, {a} or {b}?",
            NumberTask.DigitMax => $"{columns} take the larger digit of each column; a missing digit counts as 0.",
            NumberTask.DigitMin => $"{columns} take the smaller digit of each column; a missing digit counts as 0.",
            NumberTask.DigitAdd => $"{columns} add each column modulo 10 without carrying; a missing digit counts as 0.",
            NumberTask.GetDigit => $"Which digit of {a} stands at place {b}, counted from the left, from 0, without the point?",
            NumberTask.Length => $"How many digits does {a} have?",
            NumberTask.Count => $"How often does the digit {b} occur in {a}?",
            NumberTask.ToFloat => $"Write {a} as a decimal number.",
            NumberTask.ToScient => $"Write {a} in scientific notation.",
            _ => $"Round {a} to {b} significant figures.",
        };
    }

    private static string Form(NumberFormat format) => format switch
    {
        NumberFormat.Integer => "Answer with a whole number such as 123.",
        NumberFormat.Float => "Answer with a decimal number such as 10.4.",
        NumberFormat.Fraction => "Answer with an irreducible fraction such as 7/13.",
        _ => "Answer in scientific notation such as 1.23e4.",
    };

    private static string Lower(string name) => string.Concat(name.Select(char.ToLowerInvariant));
}
