namespace Align.Rewards.MathAnswer.Parsing;

/// <summary>A text is no mathematics that this reward reads. It never leaves this folder's rooms.</summary>
internal sealed class MathSyntaxException(string message) : Exception(message);
