namespace Align.Tests.Cli;

/// <summary>Cases such that every legal pair of values of two factors stands in at least one.</summary>
internal static class PairwiseCases
{
    /// <summary>Greedy: each case begins with a pair that is not covered yet and takes, factor by factor, the legal value that covers the most others.</summary>
    /// <param name="factors">The values of each factor.</param>
    /// <param name="isLegal">Whether two values of different factors may stand together; values of different factors have different names.</param>
    public static IReadOnlyList<string[]> Of(IReadOnlyList<IReadOnlyList<string>> factors, Func<string, string, bool> isLegal)
    {
        var open = Pairs(factors).Where(pair => isLegal(pair.First, pair.Second)).ToHashSet();
        var cases = new List<string[]>();
        while (open.Count > 0)
        {
            var seed = open.First();
            var chosen = new string?[factors.Count];
            for (var factor = 0; factor < factors.Count; factor++)
            {
                chosen[factor] = factors[factor].FirstOrDefault(value => value == seed.First || value == seed.Second);
            }
            for (var factor = 0; factor < factors.Count; factor++)
            {
                chosen[factor] ??= factors[factor]
                    .Where(value => chosen.All(other => other is null || isLegal(value, other)))
                    .MaxBy(value => chosen.Count(other => other is not null && (open.Contains((value, other)) || open.Contains((other, value)))));
            }
            var full = Array.ConvertAll(chosen, value => value ?? throw new InvalidOperationException($"no case holds {seed}"));
            open.ExceptWith(full.SelectMany((first, i) => full.Skip(i + 1).Select(second => (first, second))));
            cases.Add(full);
        }
        return cases;
    }

    /// <summary>Every pair of values of two factors, in the order of the factors.</summary>
    public static IEnumerable<(string First, string Second)> Pairs(IReadOnlyList<IReadOnlyList<string>> factors) =>
        from i in Enumerable.Range(0, factors.Count)
        from j in Enumerable.Range(i + 1, factors.Count - i - 1)
        from first in factors[i]
        from second in factors[j]
        select (first, second);
}
