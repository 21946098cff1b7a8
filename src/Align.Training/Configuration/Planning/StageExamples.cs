namespace Align.Training.Configuration.Planning;

/// <summary>How much a stage has to learn from, where that is more than prompts.</summary>
/// <param name="Train">Examples to learn from.</param>
/// <param name="HeldOut">Examples kept for evaluation.</param>
/// <param name="Skipped">Examples left out because they are too long.</param>
/// <param name="Tokens">Tokens of the examples to learn from, a prompt once a response.</param>
/// <param name="LongestSequence">Tokens of the longest prompt with its response.</param>
public sealed record StageExamples(long Train, long HeldOut, long Skipped, long Tokens, int LongestSequence);
