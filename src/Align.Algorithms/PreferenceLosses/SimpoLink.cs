namespace Align.Algorithms.PreferenceLosses;

/// <summary>How <see cref="SimpoLoss"/> turns a margin z into a loss.</summary>
public enum SimpoLink
{
    /// <summary>−log σ(z), smoothed where asked.</summary>
    Sigmoid,

    /// <summary>max(0, 1 − z).</summary>
    Hinge,
}
