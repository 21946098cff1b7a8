namespace Align.Testing;

/// <summary>An answer made from a gold one: written otherwise (<see cref="AnswerVariants"/>), or close and wrong (<see cref="AnswerNearMisses"/>).</summary>
/// <param name="Kind">How it was made, in one or two words.</param>
/// <param name="Text">The answer.</param>
public sealed record AnswerVariant(string Kind, string Text);
