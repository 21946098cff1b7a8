namespace Align.Algorithms.PreferenceLosses;

/// <summary>Which examples <see cref="SampleReweighting"/> prefers: f of h in [−1, 1], the example's place between the least and the largest loss of the step.</summary>
public enum SampleReweightingForm
{
    /// <summary>f = min(h + 1, 1): all but the easy half count alike.</summary>
    LinUpper,

    /// <summary>f = 1 − h²: the middle counts most.</summary>
    Quadratic,

    /// <summary>f = (h + 1)/2: the harder the more.</summary>
    Upper,

    /// <summary>f = |h|: both ends count most.</summary>
    Extremes,
}
