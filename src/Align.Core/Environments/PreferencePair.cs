namespace Align.Core;

/// <summary>Two answers to one prompt, the better one named.</summary>
/// <param name="Prompt">The prompt; its id is the pair's.</param>
/// <param name="Chosen">The text of the preferred answer.</param>
/// <param name="Rejected">The text of the other.</param>
public sealed record PreferencePair(Prompt Prompt, string Chosen, string Rejected);
