using Align.Algorithms.PolicyLosses;
using Align.Testing;
using Align.Tests.Testing.PolicyMutants;
using Xunit.Abstractions;

namespace Align.Tests.Testing;

/// <summary>The kit can fail: faults of policy losses, each killed by the law that is about it.</summary>
public sealed class PolicyMutantTests(ITestOutputHelper output)
{
    public static TheoryData<IPolicyLoss, string> Mutants => new()
    {
        { new UnboundedRatio(), nameof(PolicyLossLaws.FiniteAtExtremes) },
        { new EmptyMeanSequence(), nameof(PolicyLossLaws.EmptyMask) },
        { new UndeclaredStraightThrough(), nameof(PolicyLossLaws.FiniteDifferences) },
        { new BoundedReinforce(), nameof(PolicyLossLaws.Boundedness) },
        { new MultiplyingMask(), nameof(PolicyLossLaws.MaskInvariance) },
        { new PaddedMeanSequence(), nameof(PolicyLossLaws.PaddingWidth) },
        { new HiddenBaseline(), nameof(PolicyLossLaws.MicroBatchSplit) },
        { new SummedRatio(), nameof(PolicyLossLaws.DuplicatedBatch) },
        { new FirstRowsRatio(), nameof(PolicyLossLaws.Permutation) },
        { new RememberingRatio(), nameof(PolicyLossLaws.Deterministic) },
        { new ReferenceReader(), nameof(PolicyLossLaws.DeclaredInputs) },
        { new TrainedOldPolicy(), nameof(PolicyLossLaws.ConstantInputs) },
        { new UndeclaredPull(), nameof(PolicyLossLaws.ZeroAdvantage) },
        { new DoubledRatio(), nameof(PolicyLossLaws.OnPolicyRatio) },
        { new SwappedClip(), nameof(PolicyLossLaws.PullsBack) },
        { new AscendingRatio(), nameof(PolicyLossLaws.Monotonicity) },
        { new ShiftInvariantReinforce(), nameof(PolicyLossLaws.ShiftInvariance) },
    };

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_known_fault_is_found_by_its_law(IPolicyLoss mutant, string law)
    {
        var report = PolicyLossLaws.Check(mutant, new LawOptions { Cases = 15 });
        output.WriteLine(report.ToString());

        Assert.Contains(law, report.Broken.Select(outcome => outcome.Law.Name));
        Assert.Contains($".{law}.Verify(loss, tokens);", report.Broken.Single(outcome => outcome.Law.Name == law).CounterExample!.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_law_finds_a_fault() => Assert.Empty(PolicyLossLaws.All.Select(law => law.Law.Name).Except(Mutants.Select(mutant => (string)mutant[1])));
}
