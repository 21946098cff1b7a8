namespace Align.Algorithms.Divergences;

/// <summary>A per-token estimate of KL(π‖π_ref) from one sampled token, x = log π − log π_ref (Schulman 2020, "Approximating KL divergence").</summary>
public enum KlEstimator
{
    /// <summary><c>k1</c>: x. Unbiased, may be negative.</summary>
    K1,

    /// <summary><c>k2</c>: x²/2. Biased, low variance; its gradient is an unbiased estimate of the KL's gradient on policy.</summary>
    K2,

    /// <summary><c>k3</c>: e^(−x) + x − 1. Unbiased, never negative.</summary>
    K3,

    /// <summary><c>abs</c>: |x|.</summary>
    Abs,

    /// <summary><c>k1_plus</c> (verl: k1+): the value of k1 with the gradient of k2 (straight-through).</summary>
    K1Plus,

    /// <summary><c>k3_plus</c> (verl: k3+): the value of k3 with the gradient of k2 (straight-through).</summary>
    K3Plus,
}
