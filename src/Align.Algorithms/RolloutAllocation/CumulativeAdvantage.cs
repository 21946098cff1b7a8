namespace Align.Algorithms.RolloutAllocation;

/// <summary>The weight of a prompt in a step: the sum of its rollouts' |advantage|.</summary>
/// <remarks>
/// arXiv:2508.13755, section 3. From N rollouts of accuracy u it is 2Nu(1−u), a parabola that leaves hard prompts without weight. After the
/// second stage, u unchanged, it is N/2 for every u &lt; 1/2 (equal treatment) or N(1−u) (hardness weight), until N_max binds.
/// </remarks>
public static class CumulativeAdvantage
{
    /// <summary>Σ|A| of one prompt's rollouts.</summary>
    public static double Measured(ReadOnlySpan<double> advantages)
    {
        var sum = 0.0;
        foreach (var advantage in advantages)
        {
            sum += Math.Abs(advantage);
        }
        return sum;
    }

    /// <summary>What <paramref name="rollouts"/> rollouts give in expectation: N·2u(1−u), or N·2√(u(1−u)) where rewards are scaled by the population's deviation.</summary>
    /// <param name="accuracy">u, in [0, 1].</param>
    /// <param name="rollouts">N, 0 or above; need not be whole.</param>
    /// <param name="useStd">Whether advantages are divided by the standard deviation.</param>
    public static double Expected(double accuracy, double rollouts, bool useStd = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(accuracy);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(accuracy, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rollouts);
        var variance = accuracy * (1 - accuracy);
        return 2 * rollouts * (useStd ? Math.Sqrt(variance) : variance);
    }

    /// <summary>The same after DARS's second stage, with unrounded totals of at most <paramref name="maxRollouts"/>.</summary>
    /// <param name="accuracy">u, in [0, 1].</param>
    /// <param name="rollouts">N of the first stage.</param>
    /// <param name="schedule">Which target.</param>
    /// <param name="useStd">Whether advantages are divided by the standard deviation.</param>
    /// <param name="maxRollouts">N_max.</param>
    public static double Expected(double accuracy, int rollouts, DarsSchedule schedule, bool useStd, int maxRollouts)
    {
        if (accuracy is <= 0 or >= 0.5)
        {
            return Expected(accuracy, rollouts, useStd);
        }
        var target = (schedule == DarsSchedule.Hw ? 2 * (1 - accuracy) : 1) * Expected(0.5, rollouts, useStd);
        return Math.Min(target, Expected(accuracy, Math.Max(maxRollouts, rollouts), useStd));
    }
}
