namespace Align.Envs.Instructions;

/// <summary>How the constraints stand in the prompt.</summary>
public enum InstructionPresentation
{
    /// <summary>One line each, after a hyphen.</summary>
    Listing,

    /// <summary>As sentences in a row.</summary>
    Integrated,
}
