namespace Align.Envs.JsonLines;

/// <summary>What becomes of a prompt that stands in the data more than once.</summary>
public enum DuplicatePrompts
{
    /// <summary>The first one stays; where the answers differ, none does.</summary>
    Remove,

    /// <summary>The file is refused, and each later line is named.</summary>
    Refuse,
}
