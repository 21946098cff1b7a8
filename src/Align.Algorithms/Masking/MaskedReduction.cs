namespace Align.Algorithms.Masking;

/// <summary>Sums, means, variances and whitening over the elements that a mask selects.</summary>
/// <remarks>
/// Elements outside the mask are replaced by zero (<c>where</c>), not multiplied by zero, so a NaN or an infinity in the padding
/// reaches neither a value nor a gradient. A mask that selects nothing gives 0. Masks are bool with the shape of the values, true
/// where an element counts. Results keep the type of the values; gradients flow to the values.
/// <para>
/// verl adds 1e-8 to every count that divides. Here the default is the exact count; <c>denominatorEpsilon</c> restores verl's form.
/// </para>
/// </remarks>
public static class MaskedReduction
{
    private const double VarianceEpsilon = 1e-8;

    /// <summary>The values where the mask is true and 0 elsewhere.</summary>
    /// <param name="values">Any shape, floating point.</param>
    /// <param name="mask">bool, the shape of <paramref name="values"/>.</param>
    public static Tensor Select(Tensor values, Tensor mask)
    {
        RequireSameShape(values, mask);
        using var zero = torch.tensor(0.0, dtype: values.dtype, device: values.device);
        return values.where(mask, zero);
    }

    /// <summary>Σ over the selected values; a scalar.</summary>
    public static Tensor Sum(Tensor values, Tensor mask)
    {
        using var selected = Select(values, mask);
        return selected.sum();
    }

    /// <summary>Σ over the selected values along one axis.</summary>
    public static Tensor Sum(Tensor values, Tensor mask, long dim)
    {
        using var selected = Select(values, mask);
        return selected.sum(dim);
    }

    /// <summary>The mean of the selected values; a scalar, 0 when nothing is selected.</summary>
    /// <param name="values">Any shape, floating point.</param>
    /// <param name="mask">bool, the shape of <paramref name="values"/>.</param>
    /// <param name="denominatorEpsilon">Added to the count; 0 by default, 1e-8 in verl.</param>
    public static Tensor Mean(Tensor values, Tensor mask, double denominatorEpsilon = 0)
    {
        using var scope = torch.NewDisposeScope();
        return (Sum(values, mask) / Count(mask.sum(), values, denominatorEpsilon)).MoveToOuterDisposeScope();
    }

    /// <summary>The mean of the selected values along one axis; 0 where nothing is selected.</summary>
    /// <inheritdoc cref="Mean(Tensor, Tensor, double)"/>
    public static Tensor Mean(Tensor values, Tensor mask, long dim, double denominatorEpsilon = 0)
    {
        using var scope = torch.NewDisposeScope();
        return (Sum(values, mask, dim) / Count(mask.sum(dim), values, denominatorEpsilon)).MoveToOuterDisposeScope();
    }

    /// <summary>The unbiased variance (divisor count − 1) of the selected values; 0 with fewer than two.</summary>
    /// <inheritdoc cref="Mean(Tensor, Tensor, double)"/>
    public static Tensor Variance(Tensor values, Tensor mask, double denominatorEpsilon = 0)
    {
        using var scope = torch.NewDisposeScope();
        var selected = Select(values, mask);
        var centred = selected - Mean(selected, mask, denominatorEpsilon);
        var biased = Mean(centred.square(), mask, denominatorEpsilon);
        var count = mask.sum().to(values.dtype);
        var correction = count / (count - 1).clamp_min(1);
        using var two = torch.tensor(2.0, dtype: values.dtype, device: values.device);
        return Select(biased * correction, count.ge(two)).MoveToOuterDisposeScope();
    }

    /// <summary>(v − mean) / √(variance + 1e-8) of the selected values, 0 elsewhere (verl's <c>masked_whiten</c>).</summary>
    /// <param name="values">Any shape, floating point.</param>
    /// <param name="mask">bool, the shape of <paramref name="values"/>.</param>
    /// <param name="shiftMean">False adds the mean back, so that only the scale changes.</param>
    /// <param name="mapUnselected">True sends the elements outside the mask through the same affine map, as verl does; they then hold no information.</param>
    /// <param name="denominatorEpsilon">Added to the counts; 0 by default, 1e-8 in verl.</param>
    /// <returns>The shape of <paramref name="values"/>.</returns>
    public static Tensor Whiten(Tensor values, Tensor mask, bool shiftMean = true, bool mapUnselected = false, double denominatorEpsilon = 0)
    {
        using var scope = torch.NewDisposeScope();
        var mapped = mapUnselected ? values : Select(values, mask);
        var mean = Mean(values, mask, denominatorEpsilon);
        var scale = (Variance(values, mask, denominatorEpsilon) + VarianceEpsilon).rsqrt();
        var whitened = (mapped - mean) * scale;
        var shifted = shiftMean ? whitened : whitened + mean;
        return (mapUnselected ? shifted : Select(shifted, mask)).MoveToOuterDisposeScope();
    }

    private static Tensor Count(Tensor count, Tensor values, double epsilon) => count.to(values.dtype).clamp_min(1) + epsilon;

    private static void RequireSameShape(Tensor values, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.dtype != ScalarType.Bool || !mask.shape.AsSpan().SequenceEqual(values.shape))
        {
            throw new ArgumentException(
                $"The mask ({mask.dtype} [{string.Join(", ", mask.shape)}]) must be bool with the shape of the values, [{string.Join(", ", values.shape)}].",
                nameof(mask));
        }
    }
}
