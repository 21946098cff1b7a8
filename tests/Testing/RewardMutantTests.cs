using Align.Core;
using Align.Testing;
using Align.Tests.Testing.RewardMutants;
using Xunit.Abstractions;

namespace Align.Tests.Testing;

/// <summary>The kit can fail: faults of rewards, each killed by the law that is about it.</summary>
public sealed class RewardMutantTests(ITestOutputHelper output)
{
    private static readonly RewardCase[] s_cases = [new(new Prompt(0, "2+2=") { Answer = "4" }, "4"), new(new Prompt(0, "2+2=") { Answer = "4" }, "5")];

    public static TheoryData<IReward, string> Mutants => new()
    {
        { new NaNReward(), nameof(RewardLaws.Verdict) },
        { new ParsingReward(), nameof(RewardLaws.Verdict) },
        { new CountingReward(), nameof(RewardLaws.Deterministic) },
        { new ComparingReward(), nameof(RewardLaws.OrderIndependent) },
        { new SharedFieldReward(), nameof(RewardLaws.ConcurrencySafe) },
        { new DeafReward(), nameof(RewardLaws.Cancellation) },
        { new DeafReward(), nameof(RewardLaws.WithinBounds) },
    };

    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task A_known_fault_is_found_by_its_law(IReward mutant, string law)
    {
        var report = await RewardLaws.CheckAsync(mutant, s_cases, new RewardLawOptions { Minimum = 0, Maximum = 1, Texts = 5 });
        output.WriteLine(report.ToString());

        Assert.Contains(law, report.Broken.Select(outcome => outcome.Law.Name));
    }

    [Fact]
    public void Every_law_finds_a_fault() => Assert.Empty(RewardLaws.All.Select(law => law.Law.Name).Except(Mutants.Select(mutant => (string)mutant[1])));
}
