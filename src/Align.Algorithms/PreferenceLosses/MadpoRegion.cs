namespace Align.Algorithms.PreferenceLosses;

/// <summary>Which pairs <see cref="MadpoLoss"/> weighs; the others keep the weight 1.</summary>
public enum MadpoRegion
{
    /// <summary>All: the method as published.</summary>
    All,

    /// <summary>|h| below τ, where the coefficient exceeds 1 ("amp-only").</summary>
    Amplified,

    /// <summary>h above τ, where the coefficient is below 1 ("reg-only").</summary>
    Regularized,

    /// <summary>h below 0: labels that the reward model contradicts.</summary>
    Contradicted,
}
