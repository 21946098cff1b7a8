namespace Align.Envs;

/// <summary>How prompts are worded, and how their solutions are wrapped.</summary>
public enum PromptStyle
{
    /// <summary>As few characters as it takes, for small models with a character tokenizer; the solution is the answer alone.</summary>
    Terse,

    /// <summary>Plain English; the solution is the answer between <c>&lt;answer&gt;</c> and <c>&lt;/answer&gt;</c>.</summary>
    Text,
}
