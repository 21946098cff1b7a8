using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>One stage of a run. The closed set: <see cref="SftStageConfig"/>, <see cref="GrpoStageConfig"/>, <see cref="EvaluateStageConfig"/>.</summary>
public abstract record StageConfig
{
    private protected StageConfig() { }

    /// <summary>The stage's <c>type</c> in YAML.</summary>
    public abstract string Type { get; }

    /// <summary>Name in metrics and tables, unique in the run. Without it, the stage's index and type, such as <c>1-grpo</c>.</summary>
    [RegularExpression("[a-z0-9_-]{1,100}", ErrorMessage = "lower-case letters, digits, '-' and '_', at most 100 characters")]
    public string? Name { get; init; }
}
