using Align.Algorithms.Divergences;
using Align.Testing;
using Xunit.Abstractions;

namespace Align.Tests.Testing;

/// <summary>The estimators of the product keep the laws; those of other programs show that the laws can fail.</summary>
public sealed class KlEstimatorTests(ITestOutputHelper output)
{
    private static readonly KlEstimatorTraits s_signed = new() { NonNegative = false };
    private static readonly KlEstimatorTraits s_straight = new() { StraightThrough = true };

    public static TheoryData<KlEstimator> Estimators => [.. Enum.GetValues<KlEstimator>()];

    [Theory]
    [MemberData(nameof(Estimators))]
    public void An_estimator_keeps_the_laws(KlEstimator estimator) => KlEstimatorLaws.Check(
        logRatio => KlPenalty.PerToken(logRatio.unsqueeze(0), torch.zeros_like(logRatio).unsqueeze(0), torch.ones_like(logRatio).unsqueeze(0).ne(0), estimator).squeeze(0),
        estimator switch
        {
            KlEstimator.K1 => s_signed,
            KlEstimator.K1Plus => new KlEstimatorTraits { NonNegative = false, StraightThrough = true },
            KlEstimator.K3Plus => s_straight,
            _ => null,
        }).OrThrow();

    // verl, SkyRL, OpenRLHF and NeMo-RL: beyond a ratio of 0.0735 the penalty has no gradient.
    [Fact]
    public void A_clamped_value_loses_its_gradient() => IsKilled(logRatio => KlEstimators.K3Clamped(logRatio), nameof(KlEstimatorLaws.GradientAlive));

    // TRL: e^u is infinite in float32 above 88.7.
    [Fact]
    public void An_unbounded_exponential_overflows() => IsKilled(logRatio => (-logRatio).exp() + logRatio - 1, nameof(KlEstimatorLaws.FiniteAtExtremes));

    [Fact]
    public void A_signed_estimate_is_no_divergence() => IsKilled(KlEstimators.K1, nameof(KlEstimatorLaws.NonNegative));

    [Fact]
    public void An_offset_is_found() => IsKilled(logRatio => KlEstimators.K2(logRatio) + 1, nameof(KlEstimatorLaws.ZeroWhereEqual));

    [Fact]
    public void A_mean_over_the_tokens_is_found() => IsKilled(logRatio => KlEstimators.K2(logRatio) - KlEstimators.K2(logRatio).mean(), nameof(KlEstimatorLaws.Elementwise));

    [Fact]
    public void A_borrowed_gradient_is_found() => IsKilled(
        logRatio => KlEstimators.StraightThrough(KlEstimators.K3(logRatio), KlEstimators.K2(logRatio)), nameof(KlEstimatorLaws.FiniteDifferences));

    private void IsKilled(Func<Tensor, Tensor> mutant, string law)
    {
        var report = KlEstimatorLaws.Check(mutant);
        output.WriteLine(report.ToString());

        Assert.Contains(law, report.Broken.Select(outcome => outcome.Law.Name));
    }
}
