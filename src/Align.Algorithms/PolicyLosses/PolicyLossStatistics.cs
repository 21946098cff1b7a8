namespace Align.Algorithms.PolicyLosses;

/// <summary>Counts and sums of a policy loss over its tokens. Those of micro-batches add up with <see cref="Merge"/>; fractions and means are taken at the end.</summary>
/// <remarks>All fractions and means are 0 when there is no token. <c>denominatorEpsilon</c> is added to the count: 0 by default, 1e-8 in verl.</remarks>
public readonly record struct PolicyLossStatistics
{
    private readonly double _ratioMin;
    private readonly double _ratioMax;

    /// <summary>Tokens that count.</summary>
    public long Tokens { get; init; }

    /// <summary>Tokens of negative advantage whose clipped ratio decides their loss: those below 1 − ε.</summary>
    public long LowClips { get; init; }

    /// <summary>Tokens of positive advantage whose clipped ratio decides their loss: those above 1 + ε_high.</summary>
    public long HighClips { get; init; }

    /// <summary>Tokens of negative advantage held by δ.</summary>
    public long DualClips { get; init; }

    /// <summary>Tokens whose ratio lies outside the clip range, clipped or not; 0 for losses without a range.</summary>
    public long OutOfRange { get; init; }

    /// <summary>Those of <see cref="OutOfRange"/> with a positive advantage.</summary>
    public long OutOfRangePositive { get; init; }

    /// <summary>Those of <see cref="OutOfRange"/> with a negative advantage.</summary>
    public long OutOfRangeNegative { get; init; }

    /// <summary>Tokens that the statistics of the whole step treat apart (clip-cov, kl-cov).</summary>
    public long Selected { get; init; }

    /// <summary>Σ log ρ, nats.</summary>
    public double LogRatioSum { get; init; }

    /// <summary>Σ |log ρ|, nats.</summary>
    public double AbsoluteLogRatioSum { get; init; }

    /// <summary>Σ ρ.</summary>
    public double RatioSum { get; init; }

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
        return new PolicyLossStatistics
        {
            Tokens = Tokens + other.Tokens,
            LowClips = LowClips + other.LowClips,
            HighClips = HighClips + other.HighClips,
            DualClips = DualClips + other.DualClips,
            OutOfRange = OutOfRange + other.OutOfRange,
            OutOfRangePositive = OutOfRangePositive + other.OutOfRangePositive,
            OutOfRangeNegative = OutOfRangeNegative + other.OutOfRangeNegative,
            Selected = Selected + other.Selected,
            LogRatioSum = LogRatioSum + other.LogRatioSum,
            AbsoluteLogRatioSum = AbsoluteLogRatioSum + other.AbsoluteLogRatioSum,
            RatioSum = RatioSum + other.RatioSum,
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

    /// <summary>The share of tokens held by the dual clip (<c>clip_ratio/dual_mean</c>; verl's <c>pg_clipfrac_lower</c>).</summary>
    public double DualClipFraction(double denominatorEpsilon = 0) => Mean(DualClips, denominatorEpsilon);

    /// <summary>The share of tokens whose ratio lies outside the range (verl's <c>pg_clipfrac</c> of CISPO).</summary>
    public double OutOfRangeFraction(double denominatorEpsilon = 0) => Mean(OutOfRange, denominatorEpsilon);

    /// <summary>The share of tokens of positive advantage outside the range (verl's <c>pg_clipfrac</c> of GMPO).</summary>
    public double OutOfRangePositiveFraction(double denominatorEpsilon = 0) => Mean(OutOfRangePositive, denominatorEpsilon);

    /// <summary>The share of tokens of negative advantage outside the range (verl's <c>pg_clipfrac_lower</c> of GMPO).</summary>
    public double OutOfRangeNegativeFraction(double denominatorEpsilon = 0) => Mean(OutOfRangeNegative, denominatorEpsilon);

    /// <summary>The share of tokens treated apart (verl's <c>pg_clipfrac</c> of clip-cov).</summary>
    public double SelectedFraction(double denominatorEpsilon = 0) => Mean(Selected, denominatorEpsilon);

    /// <summary>The mean of −log ρ, nats: the k1 estimate of KL(π_old‖π_θ) (verl's <c>ppo_kl</c>).</summary>
    public double ApproximateKl(double denominatorEpsilon = 0) => Mean(0 - LogRatioSum, denominatorEpsilon);

    /// <summary>The mean of |log ρ|, nats (verl's <c>ppo_kl</c> of kl-cov).</summary>
    public double AbsoluteKl(double denominatorEpsilon = 0) => Mean(AbsoluteLogRatioSum, denominatorEpsilon);

    /// <summary>The mean of ρ.</summary>
    public double RatioMean(double denominatorEpsilon = 0) => Mean(RatioSum, denominatorEpsilon);

    /// <summary>Reads the statistics in one transfer from the device.</summary>
    internal static PolicyLossStatistics Measure(PolicyLossMeasurement measured, Tensor mask)
    {
        if (mask.numel() == 0)
        {
            return default;
        }
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var (negative, positive) = (measured.Advantages.lt(0), measured.Advantages.gt(0));
        var infinity = torch.full_like(measured.Ratio, double.PositiveInfinity);
        var none = torch.zeros([], dtype: ScalarType.Int64, device: mask.device);
        Tensor Count(Tensor? tokens, Tensor among) => tokens is null ? none : tokens.logical_and(mask).logical_and(among).sum();
        var logRatio = measured.LogRatio.where(mask, torch.zeros_like(measured.LogRatio));
        var values = Read(
            mask.sum(),
            Count(measured.Clipped, negative),
            Count(measured.Clipped, negative.logical_not()),
            Count(measured.DualClipped, negative),
            Count(measured.OutOfRange, mask),
            Count(measured.OutOfRange, positive),
            Count(measured.OutOfRange, negative),
            Count(measured.Selected, mask),
            logRatio.sum(ScalarType.Float64),
            logRatio.abs().sum(ScalarType.Float64),
            measured.Ratio.where(mask, torch.zeros_like(measured.Ratio)).sum(ScalarType.Float64),
            measured.Ratio.where(mask, infinity).min(),
            measured.Ratio.where(mask, -infinity).max());
        return Of(values);
    }

    private static PolicyLossStatistics Of(double[] values) => new()
    {
        Tokens = (long)values[0],
        LowClips = (long)values[1],
        HighClips = (long)values[2],
        DualClips = (long)values[3],
        OutOfRange = (long)values[4],
        OutOfRangePositive = (long)values[5],
        OutOfRangeNegative = (long)values[6],
        Selected = (long)values[7],
        LogRatioSum = values[8],
        AbsoluteLogRatioSum = values[9],
        RatioSum = values[10],
        RatioMin = values[11],
        RatioMax = values[12],
    };

    private static double[] Read(params Tensor[] scalars) =>
        torch.stack(Array.ConvertAll(scalars, scalar => scalar.to(ScalarType.Float64))).cpu().data<double>().ToArray();

    private double Mean(double sum, double epsilon) => Tokens == 0 ? 0 : sum / (Tokens + epsilon);
}
