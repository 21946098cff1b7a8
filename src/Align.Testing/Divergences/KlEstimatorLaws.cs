using System.Runtime.CompilerServices;

namespace Align.Testing;

/// <summary>The laws of per-token KL estimators: functions of x = log π − log π_ref, element by element.</summary>
public static class KlEstimatorLaws
{
    /// <summary>Each token on its own.</summary>
    public static KlEstimatorLaw Elementwise { get; } = new(
        new Law(nameof(Elementwise), "The estimate of a token does not depend on the others.", "always", "a per-token estimate"), KlBreaches.Elementwise);

    /// <summary>Equal policies have no divergence.</summary>
    public static KlEstimatorLaw ZeroWhereEqual { get; } = new(
        new Law(nameof(ZeroWhereEqual), "At a log-ratio of 0 the estimate is 0.", "always", "KL(π ‖ π) = 0"), KlBreaches.ZeroWhereEqual);

    /// <summary>A divergence is not negative.</summary>
    public static KlEstimatorLaw NonNegative { get; } = new(
        new Law(nameof(NonNegative), "No estimate is below 0.", "NonNegative", "Schulman 2020, Approximating KL divergence: k2 and k3, not k1"), KlBreaches.NonNegative)
    {
        Extreme = true,
        Exempts = static traits => traits.NonNegative ? null : "it does not declare NonNegative",
    };

    /// <summary>No overflow.</summary>
    public static KlEstimatorLaw FiniteAtExtremes { get; } = new(
        new Law(nameof(FiniteAtExtremes), "In float32, estimate and gradient are finite for log-ratios of up to ±400.", "always", "exp(−x) is ∞ in float32 below −88.7; one token ruins the batch (TRL's k3)"), KlBreaches.Finite)
    {
        Type = ScalarType.Float32,
        Extreme = true,
    };

    /// <summary>The penalty bites where it should.</summary>
    public static KlEstimatorLaw GradientAlive { get; } = new(
        new Law(nameof(GradientAlive), "Away from 0 the gradient never vanishes; where NonNegative, it has the log-ratio's sign.", "always", "a value clamped to ±10 has no gradient for π/π_ref below 0.0735 (verl, SkyRL, OpenRLHF, NeMo-RL)"), KlBreaches.GradientAlive)
    {
        Extreme = true,
    };

    /// <summary>The gradient is that of the value.</summary>
    public static KlEstimatorLaw FiniteDifferences { get; } = new(
        new Law(nameof(FiniteDifferences), "In float64, the gradient agrees with central differences.", "not StraightThrough", "the definition of a gradient"), KlBreaches.Differences)
    {
        Exempts = static traits => traits.StraightThrough ? "it declares StraightThrough" : null,
    };

    /// <summary>Every law, in the order of reports.</summary>
    public static IReadOnlyList<KlEstimatorLaw> All { get; } = [Elementwise, ZeroWhereEqual, NonNegative, FiniteAtExtremes, GradientAlive, FiniteDifferences];

    /// <summary>Puts every law that its traits promise to the estimator.</summary>
    /// <param name="estimator">From log-ratios to estimates, of the same shape.</param>
    /// <param name="traits">What it promises; <see langword="null"/> for the defaults.</param>
    /// <param name="options">Seed, cases and tolerances; <see langword="null"/> for the defaults.</param>
    /// <param name="name">Its name in reports; the compiler fills it in.</param>
    public static LawReport Check(
        Func<Tensor, Tensor> estimator, KlEstimatorTraits? traits = null, LawOptions? options = null, [CallerArgumentExpression(nameof(estimator))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(estimator);
        var chosen = options ?? new LawOptions();
        chosen.Require();
        return LawReport.Of(name, All.Select(law => (law.Law, (Func<LawOutcome>)(() => law.Run(estimator, traits ?? new KlEstimatorTraits(), name, chosen)))));
    }
}
