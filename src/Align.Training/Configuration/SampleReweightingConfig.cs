using System.ComponentModel.DataAnnotations;
using Align.Algorithms.PreferenceLosses;

namespace Align.Training.Configuration;

/// <summary>Weights of examples by their own losses (Sow et al. 2025, ICLR): w = softmax(f(h)/r) over the optimizer step, h the place of an example's loss between the least and the largest.</summary>
public sealed record SampleReweightingConfig
{
    /// <summary>Which losses count most.</summary>
    public SampleReweightingForm Form { get; init; } = SampleReweightingForm.LinUpper;

    /// <summary>r; the larger, the more uniform: no weight exceeds another by more than e^(1/r). Above 0, up to 1e6.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double Temperature { get; init; } = 1;

    /// <summary>Steps with equal weights before. 0 to 10,000,000.</summary>
    [Range(0, 10_000_000)]
    public int BurnInSteps { get; init; }
}
