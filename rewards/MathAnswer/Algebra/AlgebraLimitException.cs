namespace Align.Rewards.MathAnswer.Algebra;

/// <summary>An expression is too large to be worked out, or has no value (a division by zero). It never leaves this folder's rooms: such an expression equals only itself, letter by letter.</summary>
internal sealed class AlgebraLimitException(string message) : Exception(message);
