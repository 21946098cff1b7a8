using Align.Core;

namespace Align.Training.Learning;

/// <summary>When a step has too little that was judged to learn from.</summary>
internal static class UnscorableLimit
{
    /// <summary>Refuses a step of which too much could not be judged.</summary>
    /// <param name="trajectories">All completions of the step.</param>
    /// <param name="maxFraction">The largest share of unscorable ones.</param>
    /// <exception cref="TooManyUnscorableException">Too many completions could not be judged.</exception>
    /// <exception cref="NothingScoredException">No reward applies to any completion.</exception>
    public static void Require(IReadOnlyList<Trajectory> trajectories, double maxFraction)
    {
        var faults = trajectories.Select(trajectory => trajectory.Outcome).OfType<RewardOutcome.Unscorable>().ToArray();
        var fraction = faults.Length / (double)Math.Max(1, trajectories.Count);
        if (fraction > maxFraction)
        {
            throw new TooManyUnscorableException(fraction, maxFraction, faults[0].Fault);
        }
        if (trajectories.Count > 0 && trajectories.All(trajectory => trajectory.Outcome is RewardOutcome.Skipped))
        {
            throw new NothingScoredException(((RewardOutcome.Skipped)trajectories[0].Outcome).Reason);
        }
    }
}
