using System.Collections.Immutable;

namespace Align.Testing;

/// <summary>Makes a failing batch smaller: fewer rows, fewer tokens, rounder numbers.</summary>
internal static class PolicyShrinker
{
    /// <summary>Simpler batches of the same domain, the greatest step first.</summary>
    public static IEnumerable<PolicyExample> Simpler(PolicyExample example, PolicyDomain domain)
    {
        foreach (var rows in Fewer(example.Rows))
        {
            yield return example with { Rows = rows };
        }
        if (example.HasWeights)
        {
            yield return example with { HasWeights = false };
        }
        if (example.HasTokenAdvantages)
        {
            yield return example with { HasTokenAdvantages = false };
        }
        for (var i = 0; i < example.Rows.Length; i++)
        {
            foreach (var row in SimplerRows(example, example.Rows[i], domain))
            {
                yield return example with { Rows = example.Rows.SetItem(i, row) };
            }
        }
    }

    private static IEnumerable<ImmutableArray<PolicyRowExample>> Fewer(ImmutableArray<PolicyRowExample> rows) => rows.Length < 2
        ? []
        : rows.Select(row => ImmutableArray.Create(row)).Concat(Enumerable.Range(0, rows.Length).Select(rows.RemoveAt));

    private static IEnumerable<PolicyRowExample> SimplerRows(PolicyExample example, PolicyRowExample row, PolicyDomain domain)
    {
        for (var i = 0; i < row.Tokens.Length; i++)
        {
            yield return row with { Tokens = row.Tokens.RemoveAt(i) };
        }
        foreach (var advantage in SimplerNumbers.Than(row.Advantage))
        {
            yield return row with { Advantage = advantage };
        }
        for (var i = 0; i < row.Tokens.Length; i++)
        {
            foreach (var token in SimplerToken(example, row.Tokens[i], domain))
            {
                yield return row with { Tokens = row.Tokens.SetItem(i, token) };
            }
        }
    }

    private static IEnumerable<PolicyTokenExample> SimplerToken(PolicyExample example, PolicyTokenExample token, PolicyDomain domain)
    {
        bool Allowed(double logProb) => domain.IsExtreme || !token.Counts || logProb < 0;
        var logProbs = SimplerNumbers.Than(token.LogProb).Where(Allowed).Select(value => token with { LogProb = value })
            .Concat(SimplerNumbers.Than(token.OldLogProb).Where(Allowed).Select(value => token with { OldLogProb = value }));
        var advantages = example.HasTokenAdvantages ? SimplerNumbers.Than(token.Advantage).Select(value => token with { Advantage = value }) : [];
        var weights = example.HasWeights ? SimplerNumbers.Than(token.Weight).Select(value => token with { Weight = value }) : [];
        return logProbs.Concat(advantages).Concat(weights);
    }
}
