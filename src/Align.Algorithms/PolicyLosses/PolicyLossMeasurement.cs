namespace Align.Algorithms.PolicyLosses;

/// <summary>The intermediate tensors of a policy loss that its statistics are counted from, all [N, T]. What they hold outside the mask is not counted.</summary>
/// <param name="LogRatio">log ρ, nats.</param>
/// <param name="Ratio">ρ.</param>
/// <param name="Advantages">A.</param>
internal sealed record PolicyLossMeasurement(Tensor LogRatio, Tensor Ratio, Tensor Advantages)
{
    /// <summary>bool: the clip decides the token's loss; <see langword="null"/> for a loss without a clip.</summary>
    public Tensor? Clipped { get; init; }

    /// <summary>bool: held by the dual clip, where the advantage is negative.</summary>
    public Tensor? DualClipped { get; init; }

    /// <summary>bool: the ratio lies outside the range, clipped or not.</summary>
    public Tensor? OutOfRange { get; init; }

    /// <summary>bool: treated apart by the step's statistics.</summary>
    public Tensor? Selected { get; init; }
}
