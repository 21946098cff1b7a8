using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>One stage of a run. The closed set is in <see cref="StageTypes"/>.</summary>
public abstract record StageConfig
{
    private protected StageConfig() { }

    /// <summary>The stage's <c>type</c> in YAML.</summary>
    public abstract string Type { get; }

    /// <summary>How many steps the stage takes at most; an evaluation is one.</summary>
    public abstract long Steps { get; }

    /// <summary>Whether its steps train something; an evaluation's does not.</summary>
    public virtual bool Trains => true;

    /// <summary>Whether the policy as it is when the stage begins becomes the reference.</summary>
    internal virtual bool NeedsReference => false;

    /// <summary>The adapter that is trained instead of the policy's own weights; <see langword="null"/> where these are trained.</summary>
    internal virtual LoraConfig? TrainedAdapter => null;

    /// <summary>Name in metrics and tables, unique in the run. Without it, the stage's index and type, such as <c>1-grpo</c>.</summary>
    [RegularExpression("[a-z0-9_-]{1,100}", ErrorMessage = "lower-case letters, digits, '-' and '_', at most 100 characters")]
    public string? Name { get; init; }
}
