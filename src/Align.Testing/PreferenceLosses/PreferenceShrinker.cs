using System.Collections.Immutable;

namespace Align.Testing;

/// <summary>Makes a failing batch smaller: fewer rows, fewer tokens, rounder numbers.</summary>
internal static class PreferenceShrinker
{
    /// <summary>Simpler batches of the same domain, the greatest step first.</summary>
    public static IEnumerable<PreferenceExample> Simpler(PreferenceExample example, PreferenceDomain domain)
    {
        var fewer = FewerRows(example);
        var unweighted = example.HasWeights ? [example with { HasWeights = false }] : Enumerable.Empty<PreferenceExample>();
        var rows = Sides(example).SelectMany(side => side.Rows.SelectMany((row, index) => SimplerRows(row, domain)
            .Select(simpler => side.With(side.Rows.SetItem(index, simpler)))));
        return fewer.Concat(unweighted).Concat(rows);
    }

    /// <summary>The row, moved to where the domain wants it.</summary>
    public static ResponseExample Conform(ResponseExample row, PreferenceDomain domain)
    {
        if (!domain.AtReference)
        {
            return row;
        }
        return row.Tokens.IsEmpty
            ? row with { ReferenceLogProb = row.LogProb }
            : ResponseExample.Of([.. row.Tokens.Select(token => token with { ReferenceLogProb = token.LogProb, ReferenceKl = 0 })], row.RewardMargin);
    }

    private static IEnumerable<PreferenceExample> FewerRows(PreferenceExample example)
    {
        if (example.Mismatched.Length > 1)
        {
            yield return example with { Mismatched = [example.Mismatched[0]] };
        }
        if (!example.Traits.Unpaired)
        {
            var count = example.Chosen.Length;
            foreach (var kept in Kept(count))
            {
                yield return example with { Chosen = Pick(example.Chosen, kept), Rejected = Pick(example.Rejected, kept) };
            }
            yield break;
        }
        foreach (var side in Sides(example).Take(2))
        {
            foreach (var kept in Kept(side.Rows.Length).Prepend([]).Where(kept => kept.Length < side.Rows.Length))
            {
                yield return side.With(Pick(side.Rows, kept));
            }
        }
    }

    private static IEnumerable<ImmutableArray<int>> Kept(int count)
    {
        if (count < 2)
        {
            return [];
        }
        var all = Enumerable.Range(0, count).ToImmutableArray();
        return all.Select(row => ImmutableArray.Create(row)).Concat(all.Select(row => all.Remove(row)));
    }

    private static ImmutableArray<ResponseExample> Pick(ImmutableArray<ResponseExample> rows, ImmutableArray<int> kept) => [.. kept.Select(row => rows[row])];

    private static IEnumerable<(ImmutableArray<ResponseExample> Rows, Func<ImmutableArray<ResponseExample>, PreferenceExample> With)> Sides(PreferenceExample example) =>
    [
        (example.Chosen, rows => example with { Chosen = rows }),
        (example.Rejected, rows => example with { Rejected = rows }),
        (example.Mismatched, rows => example with { Mismatched = rows }),
    ];

    private static IEnumerable<ResponseExample> SimplerRows(ResponseExample row, PreferenceDomain domain)
    {
        var simpler = row.Tokens.IsEmpty ? SimplerSums(row, domain) : SimplerTokens(row, domain);
        var margins = SimplerNumbers.Than(row.RewardMargin).Select(margin => row with { RewardMargin = margin });
        return simpler.Concat(margins).Select(candidate => Conform(candidate, domain)).Where(candidate => !Same(candidate, row));
    }

    private static IEnumerable<ResponseExample> SimplerSums(ResponseExample row, PreferenceDomain domain)
    {
        if (row.Length > 1 && Math.Max(-row.LogProb, -row.ReferenceLogProb) <= domain.Largest)
        {
            yield return row with { Length = 1 };
        }
        if (row.Length == 0 || (row.Length == 1 && row.LogProb == 0 && row.ReferenceLogProb == 0))
        {
            yield break;
        }
        foreach (var policy in SimplerNumbers.Than(row.LogProb).Where(value => domain.IsExtreme || value < 0))
        {
            yield return row with { LogProb = policy };
        }
        foreach (var reference in SimplerNumbers.Than(row.ReferenceLogProb).Where(value => domain.IsExtreme || value < 0))
        {
            yield return row with { ReferenceLogProb = reference };
        }
    }

    private static IEnumerable<ResponseExample> SimplerTokens(ResponseExample row, PreferenceDomain domain)
    {
        for (var i = 0; i < row.Tokens.Length; i++)
        {
            if (domain.EmptyRows || row.Tokens.Count(token => token.Counts) > 1 || !row.Tokens[i].Counts)
            {
                yield return ResponseExample.Of(row.Tokens.RemoveAt(i), row.RewardMargin);
            }
        }
        for (var i = 0; i < row.Tokens.Length; i++)
        {
            foreach (var token in SimplerToken(row.Tokens[i], domain))
            {
                yield return ResponseExample.Of(row.Tokens.SetItem(i, token), row.RewardMargin);
            }
        }
    }

    private static IEnumerable<TokenExample> SimplerToken(TokenExample token, PreferenceDomain domain)
    {
        bool Allowed(double logProb) => domain.IsExtreme || !token.Counts || logProb < 0;
        return SimplerNumbers.Than(token.LogProb).Where(Allowed).Select(value => token with { LogProb = value })
            .Concat(SimplerNumbers.Than(token.ReferenceLogProb).Where(Allowed).Select(value => token with { ReferenceLogProb = value }))
            .Concat(SimplerNumbers.Than(token.ReferenceKl).Select(value => token with { ReferenceKl = value }))
            .Concat(SimplerNumbers.Than(token.RewardWeight).Select(value => token with { RewardWeight = value }))
            .Concat(SimplerNumbers.Than(token.KlWeight).Select(value => token with { KlWeight = value }));
    }

    private static bool Same(ResponseExample left, ResponseExample right) =>
        left with { Tokens = [] } == right with { Tokens = [] } && left.Tokens.SequenceEqual(right.Tokens);
}
