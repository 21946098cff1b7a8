using System.Collections.Immutable;
using Align.Algorithms.Advantages;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Testing;

/// <summary>Batches of judged completions for FsCheck properties: groups of one, groups of equal rewards and completions without tokens are common.</summary>
public static class AdvantageGenerators
{
    /// <summary>Random batches, and what is simpler than one.</summary>
    /// <param name="traits">What the estimator reads.</param>
    public static Arbitrary<AdvantageExample> Batches(AdvantageTraits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        return Arb.From(
            from count in Gen.Choose(1, 8)
            from completions in Gen.ListOf(Completion(), count)
            select new AdvantageExample([.. completions], traits.NeedsGreedyRewards),
            Simpler);
    }

    /// <summary>What is always tried.</summary>
    internal static IEnumerable<AdvantageExample> Edges(AdvantageTraits traits)
    {
        ImmutableArray<JudgedExample>[] batches =
        [
            [],
            [new(1, 0, 1)],
            [new(0, 0, 1)],
            [new(1, 0, 2), new(0, 0, 1)],
            [new(0, 0, 1), new(1, 1, 1)],
            [new(1, 0, 1), new(0, 0, 0)],
            [.. Enumerable.Repeat(new JudgedExample(0.1, 0, 1), 8)],
            [.. Enumerable.Repeat(new JudgedExample(0.9, 0, 1), 30)],
            [new(1, 0, 1), new(1, 0, 1), new(0, 0, 1), new(-1e6, 1, 3), new(1e6, 1, 2), new(0.5, 2, 1)],
        ];
        return batches.Select(completions => new AdvantageExample(completions, traits.NeedsGreedyRewards));
    }

    private static Gen<JudgedExample> Completion() =>
        from reward in Gen.Frequency((4, Gen.Elements(0.0, 1.0)), (3, Gen.Choose(-24, 24).Select(eighths => eighths / 8.0)), (1, Gen.Elements(0.1, 0.9, 100.0)))
        from @group in Gen.Choose(0, 2)
        from length in Gen.Choose(0, 4)
        select new JudgedExample(reward, @group, length);

    private static IEnumerable<AdvantageExample> Simpler(AdvantageExample example)
    {
        var completions = example.Completions;
        for (var i = 0; i < completions.Length; i++)
        {
            yield return example with { Completions = completions.RemoveAt(i) };
        }
        for (var i = 0; i < completions.Length; i++)
        {
            var completion = completions[i];
            var simpler = SimplerNumbers.Than(completion.Reward).Select(reward => completion with { Reward = reward })
                .Concat(SimplerNumbers.Than(completion.Group).Select(@group => completion with { Group = (long)@group }))
                .Concat(completion.Length > 1 ? [completion with { Length = 1 }] : []);
            foreach (var candidate in simpler)
            {
                yield return example with { Completions = completions.SetItem(i, candidate) };
            }
        }
    }
}
