using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Envs.JsonLines;

/// <summary>Which files the problems come from, and how their lines are read.</summary>
public sealed record JsonLinesOptions : IValidatableObject
{
    /// <summary>The prompt's place in a template.</summary>
    internal const string Place = "{prompt}";

    /// <summary>The JSONL file to train on, one object a line. Default null: nothing is trained on, and test_path is needed.</summary>
    [FilePath]
    [MinLength(1)]
    public string? Path { get; init; }

    /// <summary>The JSONL file that is held out. Default null: a share of <c>path</c> is.</summary>
    [FilePath]
    [MinLength(1)]
    public string? TestPath { get; init; }

    /// <summary>Without <c>test_path</c>, the share of <c>path</c> that is held out. Default 0.2. Range [0.01, 0.9].</summary>
    [Range(0.01, 0.9)]
    public double TestFraction { get; init; } = 0.2;

    /// <summary>The field of the question, a text or a list of {"role", "content"}; a dot leads into an object. Default prompt.</summary>
    [MinLength(1)]
    public string PromptField { get; init; } = "prompt";

    /// <summary>The field of the gold answer, a text or a number; a dot leads into an object. Default answer; null where lines have none, and rewards judge by <c>metadata_fields</c>.</summary>
    [MinLength(1)]
    public string? AnswerField { get; init; } = "answer";

    /// <summary>Fields that rewards need beside the answer, such as <c>tests</c> or <c>constraints</c>; each goes to the prompt's metadata under its last name, a text as it is and all else as JSON. Default none. A line may lack them.</summary>
    public IReadOnlyList<string> MetadataFields { get; init; } = [];

    /// <summary>What stands before the answer in its field, such as <c>####</c> in GSM8K's own files: the answer is what follows the last one, and the whole field is the solution. Default null.</summary>
    [MinLength(1)]
    public string? AnswerMark { get; init; }

    /// <summary>The field of a whole solution, for a supervised warm start. Default null. A line may lack it.</summary>
    [MinLength(1)]
    public string? SolutionField { get; init; }

    /// <summary>The field of a difficulty in [0, 1]. Default null. A line may lack it.</summary>
    [MinLength(1)]
    public string? DifficultyField { get; init; }

    /// <summary>How messages become text. Default plain. Legal: plain, chat.</summary>
    public PromptForm Form { get; init; } = PromptForm.Plain;

    /// <summary>What is written around the question, which is the last message. Default <c>{prompt}</c>. Must hold <c>{prompt}</c> once.</summary>
    public string Template { get; init; } = Place;

    /// <summary>What becomes of a prompt that stands there twice. Default remove. Legal: remove (where its answers differ, all of them), refuse.</summary>
    public DuplicatePrompts Duplicates { get; init; } = DuplicatePrompts.Remove;

    /// <summary>Decides which share is held out. Default 0. Any 64-bit integer.</summary>
    public long Seed { get; init; }

    /// <summary>What a metadata field is called in a prompt: the last part of its name.</summary>
    internal static string Name(string field) => field[(field.LastIndexOf('.') + 1)..];

    /// <summary>The problems that concern more than one option.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Path is null && TestPath is null)
        {
            yield return new ValidationResult("path and test_path are both missing; name a JSONL file to train on, one that is held out, or both.", [nameof(Path)]);
        }
        if (AnswerField is null && (MetadataFields.Count == 0 || AnswerMark is not null))
        {
            yield return new ValidationResult("answer_field is null: name metadata_fields that a reward judges by, and no answer_mark.", [nameof(AnswerField)]);
        }
        var names = MetadataFields.Select(Name).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count || names.Exists(name => name is "" or "source" or "id"))
        {
            yield return new ValidationResult("metadata_fields end in the same name twice, or in source or id, which every prompt has, or in nothing.", [nameof(MetadataFields)]);
        }
        if (Template.Split(Place).Length != 2)
        {
            yield return new ValidationResult($"template must hold {Place} once; it is the question's place.", [nameof(Template)]);
        }
    }
}
