namespace Align.Training.Rollouts;

/// <summary>The two parts of an environment's held-out prompts: what is chosen on the one is reported on the other.</summary>
public enum PromptPart
{
    /// <summary>Asked by whatever guides a choice: evaluations during training, and every evaluation of a run with <c>tuning: true</c>.</summary>
    Tuning,

    /// <summary>Asked by the <c>evaluate</c> stages of all other runs.</summary>
    Report,
}
