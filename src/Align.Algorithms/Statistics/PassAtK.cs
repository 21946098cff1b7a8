namespace Align.Algorithms.Statistics;

/// <summary>The unbiased estimate of pass@k: the chance that at least one of k samples is correct (Chen et al. 2021, arXiv:2107.03374, eq. 1).</summary>
/// <remarks>1 − C(n−c, k)/C(n, k) from n samples of which c are correct, as the product 1 − Π_{i=n−c+1..n} (1 − k/i), which overflows nowhere.</remarks>
public static class PassAtK
{
    /// <summary>The estimate for one prompt.</summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="correct">c, in [0, n].</param>
    /// <param name="k">In [1, n].</param>
    /// <returns>In [0, 1].</returns>
    public static double Estimate(int samples, int correct, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(correct);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correct, samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, samples);
        if (samples - correct < k)
        {
            return 1;
        }
        var allWrong = 1.0;
        for (var i = samples - correct + 1; i <= samples; i++)
        {
            allWrong *= 1 - ((double)k / i);
        }
        return 1 - allWrong;
    }

    /// <summary>The estimates of all prompts, each from <paramref name="samples"/> samples.</summary>
    public static double[] PerPrompt(ReadOnlySpan<int> correct, int samples, int k)
    {
        var estimates = new double[correct.Length];
        for (var i = 0; i < estimates.Length; i++)
        {
            estimates[i] = Estimate(samples, correct[i], k);
        }
        return estimates;
    }

    /// <summary>Σ of the prompts' estimates; divided by their number it is the pass@k of the set.</summary>
    public static double Sum(ReadOnlySpan<int> correct, int samples, int k) => PerPrompt(correct, samples, k).Sum();
}
