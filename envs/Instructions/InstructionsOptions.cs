using System.ComponentModel.DataAnnotations;

namespace Align.Envs.Instructions;

/// <summary>How many constraints an instruction has, and how they are put.</summary>
public sealed record InstructionsOptions : IValidatableObject
{
    /// <summary>The fewest constraints of an instruction. Default 1. Range [1, 6].</summary>
    [Range(1, 6)]
    public int MinConstraints { get; init; } = 1;

    /// <summary>The most constraints of an instruction. Default 4. Range [1, 6], and not below <see cref="MinConstraints"/>.</summary>
    [Range(1, 6)]
    public int MaxConstraints { get; init; } = 4;

    /// <summary>Which families constraints come from. Default: all. Legal: a non-empty list of content, length, format, language, each at most once, and more than language alone.</summary>
    [MinLength(1)]
    public IReadOnlyList<InstructionFamily> Families { get; init; } = Enum.GetValues<InstructionFamily>();

    /// <summary>How constraints are presented. Default listing. Legal: listing (a line each), integrated (sentences in a row).</summary>
    public InstructionPresentation Presentation { get; init; } = InstructionPresentation.Listing;

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
        .. ValidOptions.InOrder("min_constraints", MinConstraints, "max_constraints", MaxConstraints, nameof(MinConstraints)),
        .. FamilyProblems(),
    ];

    private IEnumerable<ValidationResult> FamilyProblems()
    {
        if (Families.Distinct().Count() != Families.Count || Families.Any(family => !Enum.IsDefined(family)))
        {
            yield return new ValidationResult("families names a family twice, or one that is unknown; name each once.", [nameof(Families)]);
        }
        if (Families is [InstructionFamily.Language])
        {
            yield return new ValidationResult("families holds language alone, which asks for nothing to be written; add content, length or format.", [nameof(Families)]);
        }
    }
}
