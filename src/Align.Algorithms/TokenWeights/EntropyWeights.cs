using Align.Algorithms.Masking;

namespace Align.Algorithms.TokenWeights;

/// <summary>STEER's token weights: the more a token's update would change the entropy, the less its loss weighs.</summary>
/// <remarks>
/// arXiv:2510.10150. The losses are multiplied and then divided by the number of tokens, not by the sum of the weights: the mean weight
/// lies below 1 in the exponential map. Weights carry no gradient. A mask that selects nothing gives zeros.
/// </remarks>
public static class EntropyWeights
{
    /// <summary>The floor of the greatest Ω in the official code: where nothing changes much, the weights stay near 1.</summary>
    public const double MagnitudeFloor = 0.02;

    /// <summary>The range of Ω over the selected tokens.</summary>
    /// <param name="magnitudes">Ω, [N, T].</param>
    /// <param name="mask">bool [N, T].</param>
    public static WeightMeasurement Measure(Tensor magnitudes, Tensor mask)
    {
        Shape.Require(magnitudes, "N T").Mask(mask, "N T");
        using var scope = torch.NewDisposeScope();
        var selected = magnitudes.detach().masked_select(mask);
        if (selected.numel() == 0)
        {
            return default;
        }
        var ends = torch.stack([selected.min(), selected.max()]).to(ScalarType.Float64).cpu().data<double>().ToArray();
        return new WeightMeasurement(selected.numel(), ends[0], ends[1]);
    }

    /// <summary>w = clamp(exp(−kΩ), w_min, 1), k = −ln w_min / max(Ω_max, floor): the token of greatest Ω gets w_min.</summary>
    /// <param name="magnitudes">Ω, [N, T], constant.</param>
    /// <param name="mask">bool [N, T].</param>
    /// <param name="measurement">Of the tokens that set the scale.</param>
    /// <param name="weightMin">w_min, in (0, 1].</param>
    /// <param name="floor">Above 0.</param>
    /// <returns>[N, T], 0 outside the mask. The caller disposes it.</returns>
    public static Tensor Exponential(Tensor magnitudes, Tensor mask, WeightMeasurement measurement, double weightMin, double floor = MagnitudeFloor)
    {
        Shape.Require(magnitudes, "N T").Mask(mask, "N T");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weightMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weightMin, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(floor);
        using var scope = torch.NewDisposeScope();
        var rate = Math.Log(weightMin) / Math.Max(measurement.Max, floor);
        var weights = (magnitudes.detach() * rate).exp().clamp(weightMin, 1);
        return MaskedReduction.Select(weights, mask).MoveToOuterDisposeScope();
    }

    /// <summary>w = w_max − (Ω − Ω_min)(w_max − w_min)/(Ω_max − Ω_min), held in [w_min, w_max]; (w_min + w_max)/2 where all Ω are equal.</summary>
    /// <param name="magnitudes">Ω, [N, T], constant.</param>
    /// <param name="mask">bool [N, T].</param>
    /// <param name="measurement">Of the tokens that set the scale.</param>
    /// <param name="weightMin">w_min, 0 or above.</param>
    /// <param name="weightMax">w_max, at least w_min.</param>
    /// <returns>[N, T], 0 outside the mask. The caller disposes it.</returns>
    public static Tensor Linear(Tensor magnitudes, Tensor mask, WeightMeasurement measurement, double weightMin, double weightMax)
    {
        Shape.Require(magnitudes, "N T").Mask(mask, "N T");
        ArgumentOutOfRangeException.ThrowIfNegative(weightMin);
        ArgumentOutOfRangeException.ThrowIfLessThan(weightMax, weightMin);
        using var scope = torch.NewDisposeScope();
        var omega = magnitudes.detach();
        var span = measurement.Max - measurement.Min;
        var weights = span > 0
            ? (weightMax - ((omega - measurement.Min) * ((weightMax - weightMin) / span))).clamp(weightMin, weightMax)
            : torch.full_like(omega, (weightMin + weightMax) / 2);
        return MaskedReduction.Select(weights, mask).MoveToOuterDisposeScope();
    }
}
