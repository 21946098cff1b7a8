namespace Align.Algorithms.RolloutAllocation;

/// <summary>DARS: the rollouts that a hard prompt gets in a second stage, in whole numbers throughout.</summary>
/// <remarks>
/// arXiv:2508.13755, section 3. With u = c/N from N rollouts (0.5/N where none succeeded), a rollout's mean |A| is S = 2u(1−u), with
/// scaled rewards S = 2√(u(1−u)). A prompt with u ≥ 1/2 gets none. The others get what lifts N·S to the target:
/// <code>
///                  total before rounding up         with scaled rewards
/// equal treatment  N/(4u(1−u))                      N/(2√(u(1−u)))
/// hardness weight  N/(2u)                           N√((1−u)/u)
/// </code>
/// at most N_max. The official code rounds a float32 quotient up, which is one too many where the quotient is whole but not in binary
/// (N = 10, one success, scaled, hardness weight: 21 instead of 20); here the comparison is between integers.
/// </remarks>
public static class DarsAllocation
{
    /// <summary>The rollouts to add.</summary>
    /// <param name="first">The first stage. Without judged rollouts nothing is known and none are added.</param>
    /// <param name="schedule">Which target.</param>
    /// <param name="useStd">Whether the advantages are divided by the group's standard deviation.</param>
    /// <param name="maxRollouts">N_max, the most rollouts of a prompt in both stages; where the first stage has as many, none are added.</param>
    /// <returns>0 or above.</returns>
    public static int ExtraRollouts(RolloutCounts first, DarsSchedule schedule, bool useStd, int maxRollouts)
    {
        first.Require();
        ArgumentOutOfRangeException.ThrowIfNegative(maxRollouts);
        var n = (Int128)first.Scored;
        // Halves of a success, so that 0.5 of one is whole: u = halves / 2n.
        var halves = first.Successes == 0 ? Int128.One : 2 * (Int128)first.Successes;
        if (first.Scored == 0 || halves >= n || maxRollouts <= first.Scored)
        {
            return 0;
        }
        var failures = (2 * n) - halves;
        var isEnough = (schedule, useStd) switch
        {
            (DarsSchedule.Et, false) => (Func<Int128, bool>)(total => total * halves * failures >= n * n * n),
            (DarsSchedule.Et, true) => total => total * total * halves * failures >= n * n * n * n,
            (DarsSchedule.Hw, false) => total => total * halves >= n * n,
            (DarsSchedule.Hw, true) => total => total * total * halves >= n * n * failures,
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "no such schedule"),
        };
        return Smallest(isEnough, first.Scored, maxRollouts) - first.Scored;
    }

    // The least total that is enough, or the most allowed: bisection, for more rollouts are never less enough.
    private static int Smallest(Func<Int128, bool> isEnough, int least, int most)
    {
        while (least < most)
        {
            var middle = least + ((most - least) / 2);
            if (isEnough(middle))
            {
                most = middle;
            }
            else
            {
                least = middle + 1;
            }
        }
        return least;
    }
}
