namespace Align.Algorithms.PolicyLosses;

/// <summary>The intermediate tensors of a clipped loss, all [N, T] and 0 (ratio: 1) outside the mask.</summary>
internal sealed record RatioMeasurement(Tensor LogRatio, Tensor Ratio, Tensor Advantages, Tensor Unclipped, Tensor Clipped, double? Delta);
