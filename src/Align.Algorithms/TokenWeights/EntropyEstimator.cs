namespace Align.Algorithms.TokenWeights;

/// <summary>How the change of a state's entropy by one token's update is estimated.</summary>
public enum EntropyEstimator
{
    /// <summary>As in STEER's published code: (A/q)·p(1−p)(ln p + H). Beside the derivation it lacks a factor p, so that rare tokens weigh more.</summary>
    Code,

    /// <summary>The derivation with only the sampled token's logit moving: (A/q)·p²(1−p)(ln p + H).</summary>
    OwnLogit,
}
