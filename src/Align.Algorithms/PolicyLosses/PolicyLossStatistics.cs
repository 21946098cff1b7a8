namespace Align.Algorithms.PolicyLosses;

/// <summary>Counts and sums of a clipped policy loss over its tokens. Those of micro-batches add up with <see cref="Merge"/>; fractions and means are taken at the end.</summary>
/// <remarks>All fractions and means are 0 when there is no token. <c>denominatorEpsilon</c> is added to the count: 0 by default, 1e-8 in verl.</remarks>
/// <param name="Tokens">Tokens that count.</param>
/// <param name="LowClips">Tokens of negative advantage whose ratio lies below 1 − ε.</param>
/// <param name="HighClips">Tokens of positive advantage whose ratio lies above 1 + ε_high.</param>
/// <param name="DualClips">Tokens of negative advantage held by δ.</param>
/// <param name="LogRatioSum">Σ log ρ (clamped to ±20), nats.</param>
/// <param name="RatioSum">Σ ρ.</param>
public readonly record struct PolicyLossStatistics(
    long Tokens, long LowClips, long HighClips, long DualClips, double LogRatioSum, double RatioSum)
{
    private readonly double _ratioMin;
    private readonly double _ratioMax;

    /// <summary>The least ρ; 0 without tokens.</summary>
    public double RatioMin { get => Tokens == 0 ? 0 : _ratioMin; init => _ratioMin = value; }

    /// <summary>The greatest ρ; 0 without tokens.</summary>
    public double RatioMax { get => Tokens == 0 ? 0 : _ratioMax; init => _ratioMax = value; }

    /// <summary>Both batches' statistics as one.</summary>
    public PolicyLossStatistics Merge(PolicyLossStatistics other)
    {
        if (Tokens == 0 || other.Tokens == 0)
        {
            return Tokens == 0 ? other : this;
        }
        return new PolicyLossStatistics(
            Tokens + other.Tokens,
            LowClips + other.LowClips,
            HighClips + other.HighClips,
            DualClips + other.DualClips,
            LogRatioSum + other.LogRatioSum,
            RatioSum + other.RatioSum)
        {
            RatioMin = Math.Min(RatioMin, other.RatioMin),
            RatioMax = Math.Max(RatioMax, other.RatioMax),
        };
    }

    /// <summary>The share of tokens clipped from below (<c>clip_ratio/low_mean</c>).</summary>
    public double LowClipFraction(double denominatorEpsilon = 0) => Mean(LowClips, denominatorEpsilon);

    /// <summary>The share of tokens clipped from above (<c>clip_ratio/high_mean</c>).</summary>
    public double HighClipFraction(double denominatorEpsilon = 0) => Mean(HighClips, denominatorEpsilon);

    /// <summary>The share of tokens clipped on either side (<c>clip_ratio/region_mean</c>; verl's <c>pg_clipfrac</c>).</summary>
    public double ClipFraction(double denominatorEpsilon = 0) => Mean(LowClips + HighClips, denominatorEpsilon);

    /// <summary>The share of tokens held by the dual clip (verl's <c>pg_clipfrac_lower</c>).</summary>
    public double DualClipFraction(double denominatorEpsilon = 0) => Mean(DualClips, denominatorEpsilon);

    /// <summary>The mean of −log ρ, nats: the k1 estimate of KL(π_old‖π_θ) (verl's <c>ppo_kl</c>).</summary>
    public double ApproximateKl(double denominatorEpsilon = 0) => Mean(0 - LogRatioSum, denominatorEpsilon);

    /// <summary>The mean of ρ.</summary>
    public double RatioMean(double denominatorEpsilon = 0) => Mean(RatioSum, denominatorEpsilon);

    /// <summary>Reads the statistics in one transfer from the device.</summary>
    internal static PolicyLossStatistics Measure(RatioMeasurement measured, Tensor mask)
    {
        if (mask.numel() == 0)
        {
            return default;
        }
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var negative = measured.Advantages.lt(0);
        var isClipped = measured.Clipped.gt(measured.Unclipped);
        var infinity = torch.full_like(measured.Ratio, double.PositiveInfinity);
        var values = Read(
            mask.sum(),
            isClipped.logical_and(negative).sum(),
            isClipped.logical_and(negative.logical_not()).sum(),
            DualClipped(measured, negative).sum(),
            measured.LogRatio.sum(ScalarType.Float64),
            measured.Ratio.where(mask, torch.zeros_like(measured.Ratio)).sum(ScalarType.Float64),
            measured.Ratio.where(mask, infinity).min(),
            measured.Ratio.where(mask, -infinity).max());
        return new PolicyLossStatistics((long)values[0], (long)values[1], (long)values[2], (long)values[3], values[4], values[5])
        {
            RatioMin = values[6],
            RatioMax = values[7],
        };
    }

    private static Tensor DualClipped(RatioMeasurement measured, Tensor negative)
    {
        if (measured.Delta is not { } delta)
        {
            return torch.zeros_like(negative);
        }
        var surrogate = torch.maximum(measured.Unclipped, measured.Clipped);
        return surrogate.gt(-measured.Advantages * delta).logical_and(negative);
    }

    private static double[] Read(params Tensor[] scalars) =>
        torch.stack(Array.ConvertAll(scalars, scalar => scalar.to(ScalarType.Float64))).cpu().data<double>().ToArray();

    private double Mean(double sum, double epsilon) => Tokens == 0 ? 0 : sum / (Tokens + epsilon);
}
