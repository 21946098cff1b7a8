using System.Collections.Immutable;
using Align.Algorithms;

namespace Align.Testing;

/// <summary>Batches that every law is tried on: one-token rows, empty rows, a batch of nothing but them, the extremes, equal rows, one-sided batches.</summary>
internal static class PreferenceEdges
{
    public static IEnumerable<PreferenceExample> Of(LossTraits traits, PreferenceDomain domain)
    {
        var rows = Rows(domain).Select(row => traits.ReadsTokens ? WithTokens(row, domain) : row).ToList();
        var plain = rows[0];
        var pairs = rows.Select(row => (row, plain)).Concat(rows.Select(row => (plain, row))).Concat(rows.Zip(rows)).Distinct();
        foreach (var (chosen, rejected) in pairs)
        {
            yield return Example(traits, domain, [chosen], [rejected]);
        }
        yield return Example(traits, domain, [.. rows], [.. rows.AsEnumerable().Reverse()]);
        yield return Example(traits, domain, [plain, plain, plain], [plain, plain, plain]);
        if (traits.ReadsTokens)
        {
            yield return Example(traits, domain, [.. rows], [.. rows]) with { HasWeights = true };
        }
        if (traits.Unpaired)
        {
            yield return Example(traits, domain, [.. rows], []);
            yield return Example(traits, domain, [], [.. rows]);
        }
    }

    private static IEnumerable<ResponseExample> Rows(PreferenceDomain domain)
    {
        var rows = new List<ResponseExample> { new(-1, -2, 1) { RewardMargin = 1 }, new(-2, -1, 1) { RewardMargin = -1 }, new(-3, -3, 2) };
        if (domain.EmptyRows)
        {
            rows.Add(ResponseExample.Empty);
        }
        if (domain.IsExtreme)
        {
            rows.Add(new(0, -domain.Largest, 1) { RewardMargin = domain.Largest });
            rows.Add(new(-domain.Largest, 0, 1) { RewardMargin = -domain.Largest });
            rows.Add(new(-4 * domain.Largest, 0, 4) { RewardMargin = -100 });
            rows.Add(new(0, -4 * domain.Largest, 4) { RewardMargin = 100 });
        }
        return rows.Select(row => PreferenceShrinker.Conform(row, domain));
    }

    private static ResponseExample WithTokens(ResponseExample row, PreferenceDomain domain)
    {
        var token = new TokenExample(row.LogProb / Math.Max(1, row.Length), row.ReferenceLogProb / Math.Max(1, row.Length), 1, 1, 1);
        var hidden = new TokenExample(double.NaN, double.NegativeInfinity, double.NegativeInfinity, double.NaN, double.PositiveInfinity, Counts: false);
        var tokens = Enumerable.Repeat(token, row.Length).Concat(domain.Poison ? [hidden] : []);
        return PreferenceShrinker.Conform(ResponseExample.Of([.. tokens], row.RewardMargin), domain);
    }

    private static PreferenceExample Example(
        LossTraits traits, PreferenceDomain domain, ImmutableArray<ResponseExample> chosen, ImmutableArray<ResponseExample> rejected) => new()
        {
            Type = domain.Type,
            Chosen = chosen,
            Rejected = rejected,
            Mismatched = traits.ReadsMismatched ? [.. chosen, .. rejected] : [],
            Traits = traits,
        };
}
