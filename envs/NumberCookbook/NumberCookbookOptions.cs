using System.ComponentModel.DataAnnotations;

namespace Align.Envs.NumberCookbook;

/// <summary>What number tasks there are, and how long their numbers are.</summary>
public sealed record NumberCookbookOptions : IValidatableObject
{
    /// <summary>The tasks. Default: all 17. Legal: a non-empty list of add, sub, multiply, truediv, floordiv, mod, max, min, digit_max, digit_min, digit_add, get_digit, length, count, to_float, to_scient, sig, each at most once.</summary>
    [MinLength(1)]
    public IReadOnlyList<NumberTask> Tasks { get; init; } = Enum.GetValues<NumberTask>();

    /// <summary>The formats of the numbers. Default: all 4. Legal: a non-empty list of integer, float, fraction, scientific, each at most once; every task keeps to those of its own.</summary>
    [MinLength(1)]
    public IReadOnlyList<NumberFormat> Formats { get; init; } = Enum.GetValues<NumberFormat>();

    /// <summary>Which form of the tasks that have several. Default plain. Legal: plain, easy (a short second number), hard (numbers that are compared share their leading digits).</summary>
    public NumberVariant Variant { get; init; } = NumberVariant.Plain;

    /// <summary>The shortest numbers to train on, in digits. Default 1. Range [1, 100].</summary>
    [Range(1, 100)]
    public int MinDigits { get; init; } = 1;

    /// <summary>The longest numbers to train on, in digits. Default 8. Range [1, 100], and not below <see cref="MinDigits"/>.</summary>
    [Range(1, 100)]
    public int MaxDigits { get; init; } = 8;

    /// <summary>The shortest numbers held out; null for those of training. Default null. Range [1, 100].</summary>
    [Range(1, 100)]
    public int? MinTestDigits { get; init; }

    /// <summary>The longest numbers held out; null for those of training. Default null. Range [1, 100], and not below <see cref="MinTestDigits"/>.</summary>
    [Range(1, 100)]
    public int? MaxTestDigits { get; init; }

    /// <summary>How the prompt is worded. Default terse. Legal: terse (<c>add 12 34=</c>), text (English, and the answer in tags).</summary>
    public PromptStyle Style { get; init; } = PromptStyle.Terse;

    /// <summary>How many prompts there are to train on. Default 10000. Range [1, 1000000000].</summary>
    [Range(1, 1_000_000_000)]
    public int TrainSize { get; init; } = 10_000;

    /// <summary>How many prompts are held out. Default 1000. Range [1, 1000000000].</summary>
    [Range(1, 1_000_000_000)]
    public int TestSize { get; init; } = 1_000;

    /// <summary>Decides every draw and the split. Default 0. Any 64-bit integer.</summary>
    public long Seed { get; init; }

    internal (int Least, int Most) TestDigits => (MinTestDigits ?? MinDigits, MaxTestDigits ?? MaxDigits);

    /// <summary>The problems that concern more than one option.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. ValidOptions.InOrder("min_digits", MinDigits, "max_digits", MaxDigits, nameof(MinDigits)),
        .. ValidOptions.InOrder("min_test_digits", TestDigits.Least, "max_test_digits", TestDigits.Most, nameof(MinTestDigits)),
        .. ListProblems(),
    ];

    private IEnumerable<ValidationResult> ListProblems()
    {
        if (Tasks.Distinct().Count() != Tasks.Count || Tasks.Any(task => !Enum.IsDefined(task)))
        {
            yield return new ValidationResult("tasks names a task twice, or one that is unknown; name each once.", [nameof(Tasks)]);
        }
        if (Formats.Distinct().Count() != Formats.Count || Formats.Any(format => !Enum.IsDefined(format)))
        {
            yield return new ValidationResult("formats names a format twice, or one that is unknown; name each once.", [nameof(Formats)]);
        }
        if (Tasks.Count > 0 && Formats.Count > 0 && !NumberPair.All.Any(pair => Tasks.Contains(pair.Task) && Formats.Contains(pair.Format)))
        {
            yield return new ValidationResult("none of tasks is asked of any of formats; the environment's page has the table of pairs.", [nameof(Formats)]);
        }
    }
}
