using Align.Algorithms.Advantages;

namespace Align.Testing;

/// <summary>The laws of advantage estimators, and the check of an estimator against those that its traits promise.</summary>
public static class AdvantageLaws
{
    private const string Always = "always";

    /// <summary>One finite advantage a completion.</summary>
    public static AdvantageLaw Shape { get; } = new(
        new Law(nameof(Shape), "Given exactly the inputs that its traits ask for, it returns one finite advantage a completion, and where it returns token advantages one a token.", Always, "IAdvantageEstimator"), AdvantageBreaches.Shape);

    /// <summary>It holds no state.</summary>
    public static AdvantageLaw Deterministic { get; } = new(
        new Law(nameof(Deterministic), "Called twice with the same batch, it gives the same numbers.", Always, "an estimator is a pure function"), AdvantageBreaches.Deterministic);

    /// <summary>The order of completions does not matter.</summary>
    public static AdvantageLaw Permutation { get; } = new(
        new Law(nameof(Permutation), "Completions in another order have the same advantages, in that order.", Always, "a batch is a set"), AdvantageBreaches.Permutation);

    /// <summary>Ids are only compared.</summary>
    public static AdvantageLaw GroupNames { get; } = new(
        new Law(nameof(GroupNames), "Other ids for the same groups change nothing.", Always, "an id says which completions share a prompt, and no more"), AdvantageBreaches.GroupNames);

    /// <summary>Groups are apart.</summary>
    public static AdvantageLaw GroupsApart { get; } = new(
        new Law(nameof(GroupsApart), "A group's advantages are the same without the other groups.", "Grouped and not CouplesBatch", "Shao et al. 2024, arXiv:2402.03300: the baseline is the group's"), AdvantageBreaches.GroupsApart)
    {
        Exempts = static traits => traits is { Grouped: true, CouplesBatch: false } ? null : "it couples the batch or knows no groups",
    };

    /// <summary>Nothing to compare, nothing to learn.</summary>
    public static AdvantageLaw EqualRewards { get; } = new(
        new Law(nameof(EqualRewards), "Where all rewards of a group of at least two are equal, each advantage is 0 exactly.", "ZeroOnEqualRewards", "eight rewards of 0.1 give −0.0074 in verl: rounding noise divided by ε"), AdvantageBreaches.EqualRewards)
    {
        Exempts = static traits => traits.ZeroOnEqualRewards ? null : "it does not declare ZeroOnEqualRewards",
    };

    /// <summary>One alone is no group.</summary>
    public static AdvantageLaw Singleton { get; } = new(
        new Law(nameof(Singleton), "A completion alone in its group has the advantage 0: there is nothing to compare it with.", "Grouped and not CouplesBatch", "verl's GRPO and RLOO give it the raw reward, which no baseline has centred"), AdvantageBreaches.Singleton)
    {
        Exempts = static traits => traits is { Grouped: true, CouplesBatch: false } ? null : "it couples the batch or knows no groups",
    };

    /// <summary>Only differences count.</summary>
    public static AdvantageLaw ShiftInvariance { get; } = new(
        new Law(nameof(ShiftInvariance), "One constant added to all rewards of a group of at least two changes nothing.", "ShiftInvariant", "a baseline removes what all completions share"), AdvantageBreaches.ShiftInvariant)
    {
        Exempts = static traits => traits.ShiftInvariant ? null : "it does not declare ShiftInvariant",
    };

    /// <summary>Lengths matter only where said.</summary>
    public static AdvantageLaw LengthsUnread { get; } = new(
        new Law(nameof(LengthsUnread), "Other lengths of the completions change nothing.", "neither ReadsLengths nor TokenLevel", "the length bias that Dr. GRPO removes, arXiv:2503.20783"), AdvantageBreaches.LengthsUnread)
    {
        Exempts = static traits => traits.ReadsLengths || traits.TokenLevel ? "it reads lengths" : null,
    };

    /// <summary>Better is not worse.</summary>
    public static AdvantageLaw Order { get; } = new(
        new Law(nameof(Order), "Of two completions of one group and length, the one of higher reward never has the lower advantage.", Always, "a swapped sign is the commonest fault of all"), AdvantageBreaches.Order);

    /// <summary>Every law, in the order of reports.</summary>
    public static IReadOnlyList<AdvantageLaw> All { get; } =
        [Shape, Deterministic, Permutation, GroupNames, GroupsApart, EqualRewards, Singleton, ShiftInvariance, LengthsUnread, Order];

    /// <summary>Puts every law that its traits promise to the estimator.</summary>
    /// <param name="estimator">The estimator, with the options to check.</param>
    /// <param name="options">Seed, cases and tolerances; <see langword="null"/> for the defaults.</param>
    /// <returns>Law by law; where <see cref="Shape"/> is broken, the others are not tried.</returns>
    public static LawReport Check(IAdvantageEstimator estimator, LawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        var chosen = options ?? new LawOptions();
        chosen.Require();
        return LawReport.Of(LiteralCode.New(estimator), All.Select(law => (law.Law, (Func<LawOutcome>)(() => law.Run(estimator, chosen)))));
    }
}
