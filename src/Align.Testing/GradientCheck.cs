namespace Align.Testing;

/// <summary>
/// Compares the backward pass of a function with central differences: ∂s/∂x ≈ (s(x + h) − s(x − h)) / 2h, where
/// s = Σ wᵢ·f(x)ᵢ with fixed weights wᵢ = cos(i + 1), so that every element of the output counts.
/// </summary>
public static class GradientCheck
{
    /// <summary>Finds the gradients that are off.</summary>
    /// <param name="function">A differentiable function with one floating output of any shape. It is called twice an element.</param>
    /// <param name="inputs">Where to differentiate: Float64, any shapes; not changed.</param>
    /// <param name="step">h; 1e-6 suits Float64 values near 1.</param>
    /// <param name="tolerance">Largest |analytic − numeric| / max(1, |numeric|) that agrees.</param>
    /// <returns>The elements that disagree; empty when all agree.</returns>
    /// <exception cref="ArgumentException">An input is not Float64.</exception>
    public static IReadOnlyList<GradientMismatch> Mismatches(
        Func<Tensor[], Tensor> function, IReadOnlyList<Tensor> inputs, double step = 1e-6, double tolerance = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(function);
        using var scope = NewDisposeScope();
        var points = inputs.Select(ToPoint).ToArray();
        var analytic = Analytic(function, points);
        var found = new List<GradientMismatch>();
        for (var input = 0; input < points.Length; input++)
        {
            for (var element = 0; element < points[input].Values.Length; element++)
            {
                var numeric = Numeric(function, points, input, element, step);
                var given = analytic[input][element];
                var agree = Math.Abs(given - numeric) <= tolerance * Math.Max(1, Math.Abs(numeric));
                if (!agree) found.Add(new GradientMismatch(input, element, given, numeric));
            }
        }
        return found;
    }

    /// <summary>Throws unless every gradient agrees.</summary>
    /// <inheritdoc cref="Mismatches" path="/param"/>
    /// <exception cref="GradientMismatchException">Some gradients disagree.</exception>
    public static void Verify(Func<Tensor[], Tensor> function, IReadOnlyList<Tensor> inputs, double step = 1e-6, double tolerance = 1e-5)
    {
        var found = Mismatches(function, inputs, step, tolerance);
        if (found.Count > 0) throw new GradientMismatchException(found);
    }

    private static Point ToPoint(Tensor input)
    {
        if (input.dtype != ScalarType.Float64) throw new ArgumentException($"a gradient check needs Float64 inputs, not {input.dtype}", nameof(input));
        return new Point(input.detach().cpu().contiguous().data<double>().ToArray(), input.shape);
    }

    private static double[][] Analytic(Func<Tensor[], Tensor> function, Point[] points)
    {
        using var scope = NewDisposeScope();
        var leaves = Array.ConvertAll(points, static point => point.ToTensor().requires_grad_());
        Weighted(function(leaves)).backward();
        return Array.ConvertAll(leaves, static leaf => leaf.grad is { } grad ? grad.contiguous().data<double>().ToArray() : new double[leaf.numel()]);
    }

    private static double Numeric(Func<Tensor[], Tensor> function, Point[] points, int input, int element, double step)
    {
        double At(double shift)
        {
            using var scope = NewDisposeScope();
            using var unrecorded = no_grad();
            var moved = points.Select((point, i) => (i == input ? point.Shifted(element, shift) : point).ToTensor()).ToArray();
            return Weighted(function(moved)).item<double>();
        }

        return (At(step) - At(-step)) / (2 * step);
    }

    private static Tensor Weighted(Tensor output)
    {
        var weights = Enumerable.Range(1, (int)output.numel()).Select(i => Math.Cos(i)).ToArray();
        return (output.to(ScalarType.Float64).reshape(-1) * tensor(weights)).sum();
    }

    private sealed record Point(double[] Values, long[] Shape)
    {
        internal Tensor ToTensor() => tensor(Values, Shape);

        internal Point Shifted(int element, double shift)
        {
            var moved = (double[])Values.Clone();
            moved[element] += shift;
            return this with { Values = moved };
        }
    }
}
