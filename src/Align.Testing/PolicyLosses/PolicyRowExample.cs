using System.Collections.Immutable;

namespace Align.Testing;

/// <summary>One completion of an example.</summary>
/// <param name="Advantage">Where advantages come completion by completion.</param>
/// <param name="Tokens">The positions; none for an empty completion.</param>
public sealed record PolicyRowExample(double Advantage, ImmutableArray<PolicyTokenExample> Tokens);
