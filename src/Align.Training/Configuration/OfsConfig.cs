using System.ComponentModel.DataAnnotations;
using Align.Algorithms.PreferenceLosses;

namespace Align.Training.Configuration;

/// <summary>OFS-DPO (arXiv:2406.05534): a fast and a slow adapter over one frozen policy chase each other; the fast one is served.</summary>
public sealed record OfsConfig
{
    /// <summary>Weight of the chase between the two. 0 (two runs of DPO that know nothing of each other) to 1; 1 is unstable at large learning rates.</summary>
    [Range(0.0, 1.0)]
    public double Alpha { get; init; } = 0.5;

    /// <summary>Learning rate of the second adapter, as a share of learning_rate. Above 0, up to 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double SlowLearningRateRatio { get; init; } = 0.5;

    /// <summary>Optimizer steps after which the roles are exchanged if the slow adapter's mean DPO loss was the lower one. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int SwapWindow { get; init; } = 20;

    /// <summary>Where β times the difference of the two margins is held, on both sides; null means nowhere. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double? Clamp { get; init; } = 10;

    /// <summary>Whether the learning rates change hands with the roles. Without it each adapter keeps its own.</summary>
    public bool SwapLearningRates { get; init; }

    /// <summary>The constants of the losses.</summary>
    /// <param name="beta">β of DPO.</param>
    internal OfsDpoOptions ToOptions(double beta) => new() { Beta = beta, Alpha = Alpha, LogitClamp = Clamp };
}
