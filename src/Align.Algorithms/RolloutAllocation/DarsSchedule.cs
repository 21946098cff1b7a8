namespace Align.Algorithms.RolloutAllocation;

/// <summary>How many rollouts a prompt of accuracy u below one half gets in all, of N in the first stage (DARS, arXiv:2508.13755).</summary>
public enum DarsSchedule
{
    /// <summary>Equal treatment: the cumulative |advantage| of every hard prompt is raised to that of u = 0.5.</summary>
    Et,

    /// <summary>Hardness weighted: it is raised to 2(1−u) times that of u = 0.5, so that harder prompts weigh more.</summary>
    Hw,
}
