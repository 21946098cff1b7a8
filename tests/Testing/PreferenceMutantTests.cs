using Align.Algorithms.PreferenceLosses;
using Align.Testing;
using Align.Tests.Testing.PreferenceMutants;
using Xunit.Abstractions;

namespace Align.Tests.Testing;

/// <summary>The kit can fail: faults that other programs have, or had, each killed by the law that is about it.</summary>
public sealed class PreferenceMutantTests(ITestOutputHelper output)
{
    public static TheoryData<IPreferenceLoss, string> Mutants => new()
    {
        { new LogOfSigmoidDpo(), nameof(PreferenceLossLaws.FiniteAtExtremes) },
        { new LogOnePlusExpDpo(), nameof(PreferenceLossLaws.FiniteAtExtremes) },
        { new NaiveOddsOrpo(), nameof(PreferenceLossLaws.FiniteAtExtremes) },
        { new BooleanFactorMadpo(), nameof(PreferenceLossLaws.FiniteAtExtremes) },
        { new EmptyAverageIpo(), nameof(PreferenceLossLaws.FiniteAtExtremes) },
        { new FirstStepBetaDpo(), nameof(PreferenceLossLaws.FiniteAtExtremes) },
        { new RememberingDpo(), nameof(PreferenceLossLaws.Deterministic) },
        { new ScribblingDpo(), nameof(PreferenceLossLaws.Deterministic) },
        { new MultiplyingMaskTdpo(), nameof(PreferenceLossLaws.MaskInvariance) },
        { new UnmaskedTdpo(), nameof(PreferenceLossLaws.MaskInvariance) },
        { new PaddedMeanTdpo(), nameof(PreferenceLossLaws.PaddingWidth) },
        { new MeanOfMeansCpo(), nameof(PreferenceLossLaws.MicroBatchSplit) },
        { new HiddenBaselineDpo(), nameof(PreferenceLossLaws.MicroBatchSplit) },
        { new LargestMarginDpo(), nameof(PreferenceLossLaws.EmptyBatch) },
        { new SummedDpo(), nameof(PreferenceLossLaws.DuplicatedBatch) },
        { new FirstRowsDpo(), nameof(PreferenceLossLaws.Permutation) },
        { new HalfDetachedDpo(), nameof(PreferenceLossLaws.FiniteDifferences) },
        { new TrainedReferenceDpo(), nameof(PreferenceLossLaws.ConstantReference) },
        { new TrainedRewardModelMadpo(), nameof(PreferenceLossLaws.ConstantReference) },
        { new SwappedSidesDpo(), nameof(PreferenceLossLaws.Monotonicity) },
        { new SecretReferenceCpo(), nameof(PreferenceLossLaws.ReferenceIndependence) },
        { new UndeclaredMarginsMadpo(), nameof(PreferenceLossLaws.DeclaredInputs) },
        { new MeanDpo(), nameof(PreferenceLossLaws.DeclaredInputs) },
        { new MonotoneIpo(), nameof(PreferenceLossLaws.Monotonicity) },
        { new GentleIpo(), nameof(PreferenceLossLaws.GradientBound) },
        { new BoundedDpo(), nameof(PreferenceLossLaws.Boundedness) },
        { new DoubledDpo(), nameof(PreferenceLossLaws.LogTwoAtReference) },
        { new DoubledDpo(), nameof(PreferenceLossLaws.SwapComplement) },
        { new ShiftInvariantSimpo(), nameof(PreferenceLossLaws.ShiftInvariance) },
    };

    [Theory]
    [MemberData(nameof(Mutants))]
    public void A_known_fault_is_found_by_its_law(IPreferenceLoss mutant, string law)
    {
        var report = PreferenceLossLaws.Check(mutant, new LawOptions { Cases = 15 });
        output.WriteLine(report.ToString());

        Assert.Contains(law, report.Broken.Select(outcome => outcome.Law.Name));
        Assert.Contains($".{law}.Verify(loss, batch);", report.Broken.Single(outcome => outcome.Law.Name == law).CounterExample!.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_law_finds_a_fault() => Assert.Empty(PreferenceLossLaws.All.Select(law => law.Law.Name).Except(Mutants.Select(mutant => (string)mutant[1])));
}
