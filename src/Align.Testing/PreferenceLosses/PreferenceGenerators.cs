using System.Collections.Immutable;
using Align.Algorithms;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Testing;

/// <summary>Batches of preferences for FsCheck properties.</summary>
public static class PreferenceGenerators
{
    private static readonly double[] Poisons = [double.NaN, double.NegativeInfinity, double.PositiveInfinity];

    /// <summary>Random batches with exactly the inputs that the traits ask for, and what is simpler than one.</summary>
    /// <param name="traits">What the loss reads.</param>
    /// <param name="domain">Sizes and magnitudes.</param>
    public static Arbitrary<PreferenceExample> Batches(LossTraits traits, PreferenceDomain domain)
    {
        ArgumentNullException.ThrowIfNull(traits);
        ArgumentNullException.ThrowIfNull(domain);
        return Arb.From(Batch(traits, domain), example => PreferenceShrinker.Simpler(example, domain));
    }

    private static Gen<PreferenceExample> Batch(LossTraits traits, PreferenceDomain domain) =>
        from count in Gen.Choose(1, domain.MaxRows)
        from other in traits.Unpaired ? Gen.Choose(0, domain.MaxRows) : Gen.Constant(count)
        from mismatched in Gen.Choose(1, domain.MaxRows)
        from chosen in Rows(count, traits, domain)
        from rejected in Rows(other, traits, domain)
        from crossed in Rows(traits.ReadsMismatched ? mismatched : 0, traits, domain)
        from weighted in Gen.Elements(true, false)
        select new PreferenceExample
        {
            Type = domain.Type,
            Chosen = chosen,
            Rejected = rejected,
            Mismatched = crossed,
            Traits = traits,
            HasWeights = weighted && traits.ReadsTokens,
        };

    private static Gen<ImmutableArray<ResponseExample>> Rows(int count, LossTraits traits, PreferenceDomain domain) =>
        Gen.ListOf(Row(traits, domain), count).Select(rows => rows.ToImmutableArray());

    private static Gen<ResponseExample> Row(LossTraits traits, PreferenceDomain domain) =>
        from length in Gen.Choose(domain.EmptyRows ? 0 : 1, domain.MaxTokens)
        from margin in Margin(domain)
        from row in traits.ReadsTokens ? TokenRow(length, margin, domain) : SummedRow(length, margin, domain)
        select row;

    private static Gen<ResponseExample> SummedRow(int length, double margin, PreferenceDomain domain) =>
        from policy in LogProb(domain)
        from reference in LogProb(domain)
        select PreferenceShrinker.Conform(new ResponseExample((length * policy) + 0.0, (length * reference) + 0.0, length) { RewardMargin = margin }, domain);

    private static Gen<ResponseExample> TokenRow(int length, double margin, PreferenceDomain domain) =>
        from tokens in Gen.ListOf(Token(domain), length)
        from hidden in domain.Poison ? Gen.ListOf(Hidden(), 1) : Gen.Constant(new List<TokenExample>())
        select PreferenceShrinker.Conform(ResponseExample.Of([.. tokens.Take(1), .. hidden, .. tokens.Skip(1)], margin), domain);

    private static Gen<TokenExample> Token(PreferenceDomain domain) =>
        from policy in LogProb(domain)
        from reference in LogProb(domain)
        from kl in LogProb(domain)
        from rewardWeight in Gen.Choose(0, 8)
        from klWeight in Gen.Choose(0, 8)
        select new TokenExample(policy, reference, 0.0 - kl, rewardWeight / 4.0, klWeight / 4.0);

    private static Gen<TokenExample> Hidden() =>
        from values in Gen.ListOf(Gen.Elements(Poisons), 5)
        select new TokenExample(values[0], values[1], values[2], values[3], values[4], Counts: false);

    private static Gen<double> LogProb(PreferenceDomain domain)
    {
        var moderate = Gen.Choose(-48, -1).Select(eighths => eighths / 8.0);
        return domain.IsExtreme
            ? Gen.Frequency((2, moderate), (3, Gen.Elements(0, -20.0, -domain.Largest / 4, -domain.Largest / 2, -domain.Largest)))
            : moderate;
    }

    private static Gen<double> Margin(PreferenceDomain domain)
    {
        var moderate = Gen.Choose(-80, 80).Select(eighths => eighths / 8.0);
        return domain.IsExtreme ? Gen.Frequency((1, moderate), (1, Gen.Elements(0, -domain.Largest, domain.Largest, -100.0, 100.0))) : moderate;
    }
}
