namespace Align.Algorithms.PreferenceLosses;

/// <summary>How <see cref="CpoLoss"/> turns a pair into a loss (TRL's <c>loss_type</c>).</summary>
public enum CpoLink
{
    /// <summary>−log σ(β·(p_w − p_l)), smoothed where asked.</summary>
    Sigmoid,

    /// <summary>max(0, 1 − β·(p_w − p_l)).</summary>
    Hinge,

    /// <summary>(p_w/n_w − p_l/n_l − 1/(2β))²; log-probabilities averaged over the response.</summary>
    Ipo,

    /// <summary>−log σ(β·(p_w/n_w − p_l/n_l) − γ), smoothed where asked.</summary>
    Simpo,
}
