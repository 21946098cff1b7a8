namespace Align.Training.Learning;

/// <summary>The Euclidean norm of a gradient over several parameters.</summary>
internal static class GradientNorm
{
    /// <summary>The norm, in double precision; 0 where no parameter has a gradient. NaN or infinite where an element is.</summary>
    public static double Of(IReadOnlyList<Parameter> parameters)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var squares = parameters.Select(parameter => parameter.grad).OfType<Tensor>().Select(gradient => gradient.to(ScalarType.Float64).square().sum()).ToArray();
        return squares.Length == 0 ? 0 : Math.Sqrt(stack(squares).sum().item<double>());
    }
}
