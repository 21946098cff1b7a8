using FsCheck;
using FsCheck.Fluent;

namespace Align.Testing;

/// <summary>Batches of completions for FsCheck properties.</summary>
public static class PolicyGenerators
{
    private static readonly double[] s_poisons = [double.NaN, double.NegativeInfinity, double.PositiveInfinity];

    /// <summary>Random batches, and what is simpler than one.</summary>
    /// <param name="domain">Sizes and magnitudes.</param>
    public static Arbitrary<PolicyExample> Batches(PolicyDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Arb.From(Batch(domain), example => PolicyShrinker.Simpler(example, domain));
    }

    private static Gen<PolicyExample> Batch(PolicyDomain domain) =>
        from count in Gen.Choose(1, domain.MaxRows)
        from rows in Gen.ListOf(Row(domain), count)
        from weighted in Gen.Elements(true, false)
        from tokenwise in Gen.Elements(true, false)
        select new PolicyExample
        {
            Type = domain.Type,
            Rows = [.. rows],
            HasWeights = weighted && domain.Weights,
            HasTokenAdvantages = tokenwise && domain.TokenAdvantages,
        };

    private static Gen<PolicyRowExample> Row(PolicyDomain domain) =>
        from length in Gen.Choose(0, domain.MaxTokens)
        from advantage in Advantage(domain)
        from tokens in Gen.ListOf(Token(domain), length)
        from hidden in Hidden(domain)
        select new PolicyRowExample(advantage, [.. tokens.Take(1), hidden, .. tokens.Skip(1)]);

    private static Gen<PolicyTokenExample> Token(PolicyDomain domain) =>
        from policy in LogProb(domain)
        from old in Gen.Frequency((3, LogProb(domain)), (1, Gen.Constant(policy)))
        from advantage in Advantage(domain)
        from weight in Gen.Choose(0, 8)
        select new PolicyTokenExample(policy, old, advantage, weight / 4.0);

    private static Gen<PolicyTokenExample> Hidden(PolicyDomain domain) => domain.Poison
        ? from values in Gen.ListOf(Gen.Elements(s_poisons), 4)
          select new PolicyTokenExample(values[0], values[1], values[2], values[3], Counts: false)
        : Gen.Constant(PolicyTokenExample.Padding);

    private static Gen<double> LogProb(PolicyDomain domain)
    {
        var moderate = Gen.Choose(-48, -1).Select(eighths => eighths / 8.0);
        return domain.IsExtreme
            ? Gen.Frequency((2, moderate), (3, Gen.Elements(0, -20.0, -domain.Largest / 4, -domain.Largest / 2, -domain.Largest)))
            : moderate;
    }

    private static Gen<double> Advantage(PolicyDomain domain)
    {
        var moderate = Gen.Frequency((1, Gen.Constant(0.0)), (5, Gen.Choose(-24, 24).Select(eighths => eighths / 8.0)));
        return domain.IsExtreme ? Gen.Frequency((3, moderate), (1, Gen.Elements(-100.0, 100.0))) : moderate;
    }
}
