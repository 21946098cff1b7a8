namespace Align.Envs.JsonLines;

/// <summary>How the messages of a line become a prompt's text.</summary>
public enum PromptForm
{
    /// <summary>The contents alone, with a blank line between them.</summary>
    Plain,

    /// <summary><c>role: content</c>, a line each, and <c>assistant: </c> at the end; a text counts as one message of the user.</summary>
    Chat,
}
