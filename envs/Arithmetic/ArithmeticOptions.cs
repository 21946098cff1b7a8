using System.ComponentModel.DataAnnotations;

namespace Align.Envs.Arithmetic;

/// <summary>What problems the arithmetic environment makes.</summary>
public sealed record ArithmeticOptions : IValidatableObject
{
    /// <summary>The operations to ask for, each at most once. Default: add. Legal: a non-empty list of add, sub, mul.</summary>
    [MinLength(1)]
    public IReadOnlyList<ArithmeticOperation> Operations { get; init; } = [ArithmeticOperation.Add];

    /// <summary>The fewest digits of an operand; both operands of a problem have equally many. Default 2. Range [1, 9].</summary>
    [Range(1, 9)]
    public int MinDigits { get; init; } = 2;

    /// <summary>The most digits of an operand. Default 2. Range [1, 9], and not below <see cref="MinDigits"/>.</summary>
    [Range(1, 9)]
    public int MaxDigits { get; init; } = 2;

    /// <summary>Decides the split and the order of the problems. Default 0. Any 64-bit integer.</summary>
    public long Seed { get; init; }

    /// <summary>The share of all problems that is held out for testing. Default 0.2. Range [0.01, 0.9].</summary>
    [Range(0.01, 0.9)]
    public double TestFraction { get; init; } = 0.2;

    /// <summary>The problems that concern more than one option.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinDigits > MaxDigits)
        {
            yield return new ValidationResult($"min_digits is {MinDigits} and max_digits is {MaxDigits}; min_digits must not exceed max_digits.", [nameof(MinDigits), nameof(MaxDigits)]);
        }
        if (Operations.Distinct().Count() != Operations.Count)
        {
            yield return new ValidationResult("operations names an operation twice; name each once.", [nameof(Operations)]);
        }
        if (Operations.Any(operation => !Enum.IsDefined(operation)))
        {
            yield return new ValidationResult("operations holds an unknown operation; the operations are add, sub and mul.", [nameof(Operations)]);
        }
    }
}
