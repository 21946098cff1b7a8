using Align.Core;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Gaussian = MathNet.Numerics.Distributions.Normal;

namespace Align.Algorithms.Statistics;

/// <summary>Confidence intervals for evaluation. The prompt is the unit: samples of one prompt are not independent of each other.</summary>
public static class ConfidenceIntervals
{
    /// <summary>Wilson's score interval for a proportion (Wilson 1927): within [0, 1], and of positive width even at 0 % and 100 %.</summary>
    /// <param name="successes">In [0, <paramref name="trials"/>]; may be fractional, such as a sum of per-prompt rates, for which the interval is conservative.</param>
    /// <param name="trials">Independent trials, at least 1.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static ConfidenceInterval Wilson(double successes, int trials, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        RequireLevel(level);
        if (!(successes >= 0 && successes <= trials))
        {
            throw new ArgumentOutOfRangeException(nameof(successes), successes, $"Successes must lie in [0, {trials}].");
        }
        var rate = successes / trials;
        var z = Gaussian.InvCDF(0, 1, 0.5 + (level / 2));
        var shrink = 1 + (z * z / trials);
        var centre = (rate + (z * z / (2 * trials))) / shrink;
        var half = z / shrink * Math.Sqrt((rate * (1 - rate) / trials) + (z * z / (4.0 * trials * trials)));
        return new ConfidenceInterval(rate, Math.Max(0, centre - half), Math.Min(1, centre + half), level);
    }

    /// <summary>Student's t interval of a mean: mean ± t·s/√n, one value per prompt or per seed.</summary>
    /// <param name="values">At least two finite values.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static ConfidenceInterval Student(ReadOnlySpan<double> values, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, 2);
        RequireLevel(level);
        var sample = values.ToArray();
        var mean = ArrayStatistics.Mean(sample);
        var t = StudentT.InvCDF(0, 1, sample.Length - 1, 0.5 + (level / 2));
        var half = t * ArrayStatistics.StandardDeviation(sample) / Math.Sqrt(sample.Length);
        return new ConfidenceInterval(mean, mean - half, mean + half, level);
    }

    /// <summary>The percentile bootstrap of a mean (Efron 1979): values are drawn with replacement, the same draws for the same stream.</summary>
    /// <param name="values">At least one finite value, one per prompt.</param>
    /// <param name="stream">Its numbers are used up.</param>
    /// <param name="resamples">At least 100. Default 2000.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static ConfidenceInterval Bootstrap(ReadOnlySpan<double> values, RandomStream stream, int resamples = 2000, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        RequireLevel(level);
        var means = new double[resamples];
        for (var resample = 0; resample < resamples; resample++)
        {
            var sum = 0.0;
            for (var draw = 0; draw < values.Length; draw++)
            {
                sum += values[(int)stream.NextInt64(values.Length)];
            }
            means[resample] = sum / values.Length;
        }
        Array.Sort(means);
        var tail = (1 - level) / 2;
        return new ConfidenceInterval(
            ArrayStatistics.Mean(values.ToArray()), SortedArrayStatistics.Quantile(means, tail), SortedArrayStatistics.Quantile(means, 1 - tail), level);
    }

    /// <summary>The interval that evaluations report for pass@k over prompts.</summary>
    /// <remarks>
    /// One 0/1 value per prompt (a single sample each): <see cref="Wilson"/>. Otherwise <see cref="Bootstrap"/> over prompts, unless
    /// all prompts agree, where resampling would claim certainty and Wilson with the prompts as trials takes its place.
    /// </remarks>
    /// <param name="correct">Correct samples of each prompt; at least one prompt.</param>
    /// <param name="samples">Samples of each prompt.</param>
    /// <param name="k">In [1, <paramref name="samples"/>].</param>
    /// <param name="stream">For the bootstrap.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    public static ConfidenceInterval PassAtK(ReadOnlySpan<int> correct, int samples, int k, RandomStream stream, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(correct.Length, 1);
        var estimates = Statistics.PassAtK.PerPrompt(correct, samples, k);
        var allAgree = estimates.Min() == estimates.Max();
        return samples == 1 || allAgree
            ? Wilson(Math.Min(estimates.Sum(), estimates.Length), estimates.Length, level)
            : Bootstrap(estimates, stream, level: level);
    }

    private static void RequireLevel(double level)
    {
        if (!(level is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "The confidence must lie in (0, 1), such as 0.95.");
        }
    }
}
