using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>KTO on unpaired labels: desirable ℓ = λ_D·(1 − σ(β(ρ − z₀))), undesirable ℓ = λ_U·(1 − σ(β(z₀ − ρ))).</summary>
/// <remarks>
/// Ethayarajh et al. 2024, arXiv:2402.01306, as TRL's KTO trainer. z₀ = max(0, mean of ρ over completions scored under other examples' prompts) estimates
/// KL(π_θ ‖ π_ref); it is constant, and taken over the whole step, where TRL takes it over each micro-batch (and HALOs divides by the non-zero terms).
/// A step without such completions has z₀ = 0. Keep λ_D·n_D/(λ_U·n_U) between 1 and 4/3. Both tails are flat: a response that is far wrong is let go.
/// </remarks>
public sealed record KtoLoss : IPreferenceLoss
{
    /// <summary>The key of z₀ in <see cref="StepStatistics.Numbers"/>.</summary>
    public const string ReferencePoint = "z0";

    /// <summary>β, how quickly the value saturates. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>λ_D, the weight of desirable responses. 0 to 1,000.</summary>
    [Range(0.0, 1000.0)]
    public double DesirableWeight { get; init; } = 1;

    /// <summary>λ_U, the weight of undesirable responses. 0 to 1,000.</summary>
    [Range(0.0, 1000.0)]
    public double UndesirableWeight { get; init; } = 1;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        CouplesBatch = true,
        Unpaired = true,
        ReadsMismatched = true,
        Monotone = true,
        Bounded = true,
        GradientBound = Math.Max(DesirableWeight, UndesirableWeight) * Beta / 4,
    };

    /// <inheritdoc/>
    /// <remarks>z₀ of the step.</remarks>
    public StepStatistics Measure(PreferenceBatch step, IReadOnlyDictionary<string, double> memory, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(step);
        var mismatched = step.Mismatched ?? throw new ArgumentException("KTO needs completions scored under other examples' prompts.", nameof(step));
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var ratios = PreferenceMargins.LogRatio(mismatched);
        var mean = ratios.shape[0] == 0 ? 0 : ratios.mean().to(ScalarType.Float64).item<double>();
        return StepStatistics.None with { Numbers = StepStatistics.None.Numbers.Add(ReferencePoint, Math.Max(0, mean)) };
    }

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(statistics);
        using var scope = torch.NewDisposeScope();
        var point = statistics.Number(ReferencePoint);
        var desirable = (PreferenceMargins.LogRatio(batch.Chosen) - point) * -Beta;
        var undesirable = (PreferenceMargins.LogRatio(batch.Rejected) - point) * Beta;
        return torch.cat([desirable.sigmoid() * DesirableWeight, undesirable.sigmoid() * UndesirableWeight]).MoveToOuterDisposeScope();
    }
}
