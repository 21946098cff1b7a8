using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    /// <summary>start, start + step, … below stop; Int64 when all three are integral and no dtype is given.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Dispatch.Call("arange.start_step", start, stop, step, dtype ?? RangeType(start, stop, step), Argument.None, device), requires_grad);

    /// <summary>start, start + 1, … below stop; Int64 when both are integral and no dtype is given.</summary>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <summary>0, 1, … below stop; Int64 when it is integral and no dtype is given.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>Ones on the diagonal, zeros elsewhere; square when columns is -1.</summary>
    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(Dispatch.Call("eye.m", rows, columns < 0 ? rows : columns, dtype ?? defaultDtype, Argument.None, device), requires_grad);

    /// <summary><paramref name="steps"/> numbers at equal distances from start to end, both included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Dispatch.Call("linspace", (Scalar)start, (Scalar)end, steps, dtype ?? defaultDtype, Argument.None, device), requires_grad);

    internal static Tensor Made(Tensor made, bool requiresGrad) => requiresGrad ? made.requires_grad_() : made;

    private static ScalarType TypeOf(Scalar value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Type == ScalarType.Float64 ? defaultDtype : ScalarType.Int64;
    }

    private static ScalarType RangeType(params ReadOnlySpan<Scalar> bounds)
    {
        foreach (var bound in bounds)
        {
            if (bound.Type == ScalarType.Float64) return defaultDtype;
        }
        return ScalarType.Int64;
    }
}
