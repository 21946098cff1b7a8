using System.ComponentModel.DataAnnotations;

namespace Align.Envs.Countdown;

/// <summary>What Countdown problems there are.</summary>
public sealed record CountdownOptions : IValidatableObject
{
    /// <summary>The fewest numbers of a problem. Default 3. Range [2, 5].</summary>
    [Range(2, 5)]
    public int MinNumbers { get; init; } = 3;

    /// <summary>The most numbers of a problem. Default 4. Range [2, 5], and not below <see cref="MinNumbers"/>.</summary>
    [Range(2, 5)]
    public int MaxNumbers { get; init; } = 4;

    /// <summary>The smallest number. Default 1. Range [1, 200].</summary>
    [Range(1, 200)]
    public int SmallestNumber { get; init; } = 1;

    /// <summary>The largest number. Default 99. Range [1, 200], and not below <see cref="SmallestNumber"/>.</summary>
    [Range(1, 200)]
    public int LargestNumber { get; init; } = 99;

    /// <summary>The smallest target. Default 10. Range [1, 10000].</summary>
    [Range(1, 10_000)]
    public int MinTarget { get; init; } = 10;

    /// <summary>The largest target. Default 100. Range [1, 10000], and not below <see cref="MinTarget"/>.</summary>
    [Range(1, 10_000)]
    public int MaxTarget { get; init; } = 100;

    /// <summary>What expressions are made with. Default: all. Legal: a non-empty list of add, sub, mul, div, each at most once.</summary>
    [MinLength(1)]
    public IReadOnlyList<CountdownOperation> Operations { get; init; } = [CountdownOperation.Add, CountdownOperation.Sub, CountdownOperation.Mul, CountdownOperation.Div];

    /// <summary>How often each number may be used. Default exactly_once. Legal: exactly_once, at_most_once.</summary>
    public NumberUse Use { get; init; } = NumberUse.ExactlyOnce;

    /// <summary>How the prompt is worded. Default terse. Legal: terse (<c>44 19 35=98:</c>), text (English, and the answer in tags).</summary>
    public PromptStyle Style { get; init; } = PromptStyle.Terse;

    /// <summary>How many prompts there are to train on. Default 10000. Range [1, 1000000000].</summary>
    [Range(1, 1_000_000_000)]
    public int TrainSize { get; init; } = 10_000;

    /// <summary>How many prompts are held out. Default 1000. Range [1, 1000000000].</summary>
    [Range(1, 1_000_000_000)]
    public int TestSize { get; init; } = 1_000;

    /// <summary>Decides every draw and the split. Default 0. Any 64-bit integer.</summary>
    public long Seed { get; init; }

    /// <summary>The problems that concern more than one option.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. ValidOptions.InOrder("min_numbers", MinNumbers, "max_numbers", MaxNumbers, nameof(MinNumbers)),
        .. ValidOptions.InOrder("smallest_number", SmallestNumber, "largest_number", LargestNumber, nameof(SmallestNumber)),
        .. ValidOptions.InOrder("min_target", MinTarget, "max_target", MaxTarget, nameof(MinTarget)),
        .. OperationProblems(),
    ];

    private IEnumerable<ValidationResult> OperationProblems()
    {
        if (Operations.Distinct().Count() != Operations.Count)
        {
            yield return new ValidationResult("operations names an operation twice; name each once.", [nameof(Operations)]);
        }
        if (Operations.Any(operation => !Enum.IsDefined(operation)))
        {
            yield return new ValidationResult("operations holds an unknown operation; the operations are add, sub, mul and div.", [nameof(Operations)]);
        }
    }
}
