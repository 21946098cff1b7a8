using System.Collections.Immutable;
using System.Numerics;

namespace Align.Rewards.CountdownExpression;

/// <summary>An expression that could be read.</summary>
/// <param name="Value">What it equals; <see langword="null"/> where it divides by zero.</param>
/// <param name="Numbers">The numbers in it, from left to right.</param>
internal sealed record Expression(Fraction? Value, ImmutableArray<BigInteger> Numbers);
