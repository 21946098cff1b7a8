using Align.Algorithms.PreferenceLosses;
using Align.Testing;
using Align.Tests.Testing.PreferenceMutants;
using Xunit.Abstractions;

namespace Align.Tests.Testing;

/// <summary>The kit can fail: faults that others' losses have, or had, each killed by the law that is about it.</summary>
public sealed class PreferenceMutantTests(ITestOutputHelper output)
{
    [Fact]
    public void The_logarithm_of_a_sigmoid_overflows() => IsKilledBy(new LogOfSigmoidDpo(), PreferenceLossLaws.FiniteAtExtremes);

    private void IsKilledBy(IPreferenceLoss mutant, PreferenceLossLaw law)
    {
        var report = PreferenceLossLaws.Check(mutant);
        output.WriteLine(report.ToString());

        Assert.Contains(law.Law, report.Broken.Select(outcome => outcome.Law));
        Assert.Throws<LawBrokenException>(report.OrThrow);
    }
}
