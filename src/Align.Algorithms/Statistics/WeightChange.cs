namespace Align.Algorithms.Statistics;

/// <summary>How many entries of some tensors have stayed where they were (arXiv:2505.11711).</summary>
/// <param name="Count">Entries.</param>
/// <param name="Unchanged">Those that differ by at most the tolerance, in their own precision.</param>
/// <param name="Identical">Those that are equal to the bit's value: no difference at all, in their own precision.</param>
/// <param name="UnchangedBFloat16">Those that differ by at most the tolerance once both are rounded to bfloat16, as published checkpoints are: rounding hides small changes.</param>
public readonly record struct WeightChange(long Count, long Unchanged, long Identical, long UnchangedBFloat16)
{
    /// <summary>The tolerance of the source, absolute.</summary>
    public const double Tolerance = 1e-5;

    /// <summary>The change of one tensor.</summary>
    /// <param name="before">Any shape and floating-point type.</param>
    /// <param name="after">The same shape and type.</param>
    /// <param name="tolerance">0 or above.</param>
    /// <exception cref="ArgumentException">The shapes or types differ.</exception>
    public static WeightChange Of(Tensor before, Tensor after, double tolerance = Tolerance)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        if (!before.shape.SequenceEqual(after.shape) || before.dtype != after.dtype)
        {
            throw new ArgumentException("The two tensors differ in shape or type.", nameof(after));
        }
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var own = Distance(before, after);
        var rounded = Distance(before.to(ScalarType.BFloat16), after.to(ScalarType.BFloat16));
        return new(before.numel(), NumberOf(own.le(tolerance)), NumberOf(own.eq(0)), NumberOf(rounded.le(tolerance)));
    }

    /// <summary>Both together: shares of the whole are means weighted by size.</summary>
    public static WeightChange operator +(WeightChange first, WeightChange second) => first.Add(second);

    /// <inheritdoc cref="op_Addition"/>
    public WeightChange Add(WeightChange other) =>
        new(Count + other.Count, Unchanged + other.Unchanged, Identical + other.Identical, UnchangedBFloat16 + other.UnchangedBFloat16);

    private static Tensor Distance(Tensor before, Tensor after) => (after.to(ScalarType.Float64) - before.to(ScalarType.Float64)).abs();

    private static long NumberOf(Tensor holds) => holds.sum().item<long>();
}
