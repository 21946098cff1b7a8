namespace Align.Algorithms.PreferenceLosses;

/// <summary>Which of two procedures goes by the name of beta-DPO.</summary>
public enum BetaDpoForm
{
    /// <summary>The authors' code: gaps without β, state from (0, 0), the mean of the selected gaps, β held at <see cref="BetaDpoLoss.BetaMin"/> or above.</summary>
    Authors,

    /// <summary>
    /// The re-implementation that MADPO compares with: gaps β₀·D, state from (0, 1), the mean of all gaps, no lower bound, and a sum divided by all
    /// pairs, so that filtering makes the step smaller.
    /// </summary>
    Madpo,
}
