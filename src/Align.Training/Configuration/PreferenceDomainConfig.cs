using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Training.Configuration;

/// <summary>One domain of a sequence.</summary>
public sealed record PreferenceDomainConfig : IValidatableObject
{
    /// <summary>Names the domain in metrics: a lower-case letter, then letters, digits and '_'; at most 40 characters.</summary>
    [RegularExpression("[a-z][a-z0-9_]{0,39}", ErrorMessage = "a lower-case letter, then letters, digits and '_', at most 40 characters")]
    public required string Name { get; init; }

    /// <summary>The environment that makes the domain's pairs: its <c>name</c> and its own options. This or data.</summary>
    public EnvironmentConfig? Environment { get; init; }

    /// <summary>A JSONL file of <c>prompt, chosen, rejected</c>. This or environment. Relative paths start at this file's folder.</summary>
    [FilePath]
    public string? Data { get; init; }

    /// <summary>Whether two domains are the same one, whatever their names.</summary>
    internal bool HasPairsOf(PreferenceDomainConfig other) =>
        (Environment is not null && Environment.Equals(other.Environment)) || (Data is not null && Data == other.Data);

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Environment is null == Data is null)
        {
            yield return new("a domain has either an environment or data; give one of the two", [nameof(Environment)]);
        }
    }
}
