using System.Collections.Immutable;

namespace Align.Testing;

/// <summary>Log-ratios as plain data.</summary>
/// <param name="Type">Float64 or Float32.</param>
/// <param name="LogRatios">x = log π − log π_ref, nats.</param>
public sealed record KlExample(ScalarType Type, ImmutableArray<double> LogRatios)
{
    internal Tensor ToTensor() => torch.tensor(LogRatios.ToArray(), dtype: Type);
}
