using System.Collections.Immutable;

namespace Align.Testing;

/// <summary>Batches that every law is tried on: one-token rows, empty rows, a batch of nothing but them, equal and zero advantages, the extremes.</summary>
internal static class PolicyEdges
{
    public static IEnumerable<PolicyExample> Of(PolicyDomain domain)
    {
        var rows = Rows(domain).ToImmutableArray();
        return rows.Select(row => Example(domain, [row]))
            .Concat(rows.Select(row => Example(domain, [rows[0], row])))
            .Append(Example(domain, rows))
            .Append(Example(domain, [rows[0], rows[0], rows[0]]))
            .Append(Example(domain, rows) with { HasWeights = domain.Weights, HasTokenAdvantages = domain.TokenAdvantages })
            .Append(Example(domain, [new(1, []), new(-1, [])]))
            .Append(Example(domain, []));
    }

    private static IEnumerable<PolicyRowExample> Rows(PolicyDomain domain)
    {
        var extremes = domain.IsExtreme ? [(0, -domain.Largest), (-domain.Largest, 0)] : Array.Empty<(double, double)>();
        (double Policy, double Old)[] tokens = [(-1, -1), (-1, -2), (-2, -1), .. extremes];
        var signs = tokens.SelectMany(token => new[] { 1.0, -1.0 }.Select(advantage => Row(domain, advantage, token)));
        return [.. signs, Row(domain, 0, (-1, -2)), Row(domain, 1, (-1, -2), (-2, -1), (-3, -3)), Row(domain, 1)];
    }

    private static PolicyRowExample Row(PolicyDomain domain, double advantage, params (double Policy, double Old)[] tokens)
    {
        var hidden = domain.Poison ? new PolicyTokenExample(double.NaN, double.NegativeInfinity, double.PositiveInfinity, double.NaN, Counts: false) : PolicyTokenExample.Padding;
        return new(advantage, [.. tokens.Select(token => new PolicyTokenExample(token.Policy, token.Old, advantage, 1)), hidden]);
    }

    private static PolicyExample Example(PolicyDomain domain, ImmutableArray<PolicyRowExample> rows) => new() { Type = domain.Type, Rows = rows };
}
