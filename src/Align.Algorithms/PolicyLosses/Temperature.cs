namespace Align.Algorithms.PolicyLosses;

/// <summary>Logits as the sampler sees them.</summary>
internal static class Temperature
{
    /// <summary>logits / temperature in float32 or float64; belongs to the caller's dispose scope.</summary>
    public static Tensor Divide(Tensor logits, double temperature)
    {
        if (!(temperature > 0) || !double.IsFinite(temperature))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be positive and finite.");
        }
        var wide = logits.dtype == ScalarType.Float64 ? logits : logits.to(ScalarType.Float32);
        return temperature == 1 ? wide : wide / temperature;
    }
}
