using Align.Algorithms.Advantages;
using Align.Testing;
using Align.Tests.Testing.AdvantageMutants;
using Xunit.Abstractions;

namespace Align.Tests.Testing;

/// <summary>The kit can fail: faults of advantage estimators, each killed by the law that is about it.</summary>
public sealed class AdvantageMutantTests(ITestOutputHelper output)
{
    public static TheoryData<IAdvantageEstimator, string> Mutants => new()
    {
        { new RawSingleton(), nameof(AdvantageLaws.Singleton) },
        { new NoisyEquals(), nameof(AdvantageLaws.EqualRewards) },
        { new BatchBaseline(), nameof(AdvantageLaws.GroupsApart) },
        { new UncentredReward(), nameof(AdvantageLaws.ShiftInvariance) },
        { new SpeakingIds(), nameof(AdvantageLaws.GroupNames) },
        { new FirstIsBaseline(), nameof(AdvantageLaws.Permutation) },
        { new Descending(), nameof(AdvantageLaws.Order) },
        { new PerToken(), nameof(AdvantageLaws.LengthsUnread) },
        { new LoneDeviation(), nameof(AdvantageLaws.Shape) },
        { new RunningBaseline(), nameof(AdvantageLaws.Deterministic) },
    };

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_known_fault_is_found_by_its_law(IAdvantageEstimator mutant, string law)
    {
        var report = AdvantageLaws.Check(mutant);
        output.WriteLine(report.ToString());

        Assert.Contains(law, report.Broken.Select(outcome => outcome.Law.Name));
    }

    [Fact]
    public void Every_law_finds_a_fault() => Assert.Empty(AdvantageLaws.All.Select(law => law.Law.Name).Except(Mutants.Select(mutant => (string)mutant[1])));
}
