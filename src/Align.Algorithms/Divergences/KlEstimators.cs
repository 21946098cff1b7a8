namespace Align.Algorithms.Divergences;

/// <summary>The estimators of <see cref="KlEstimator"/> as functions of the log-ratio x = log π − log π_ref, in nats, of any shape.</summary>
/// <remarks>
/// Differs from verl: k3 has no clamp. verl clamps −x to ±20 and then the value to ±10, where its gradient is zero, so a token that
/// has drifted far is never pulled back. Here e^u − u − 1 goes on as its tangent above u = 20: finite for every finite x in
/// float32, and never flat away from x = 0. <see cref="K3Clamped"/> is verl's form.
/// </remarks>
public static class KlEstimators
{
    private const double TangentStart = 20;
    private static readonly double TangentSlope = Math.Exp(TangentStart) - 1;

    /// <summary>k1 = x.</summary>
    public static Tensor K1(Tensor logRatio)
    {
        ArgumentNullException.ThrowIfNull(logRatio);
        return logRatio.clone();
    }

    /// <summary>k2 = x²/2.</summary>
    public static Tensor K2(Tensor logRatio)
    {
        ArgumentNullException.ThrowIfNull(logRatio);
        using var square = logRatio.square();
        return square * 0.5;
    }

    /// <summary>|x|.</summary>
    public static Tensor Absolute(Tensor logRatio)
    {
        ArgumentNullException.ThrowIfNull(logRatio);
        return logRatio.abs();
    }

    /// <summary>k3 = e^u − u − 1 with u = −x, continued by its tangent above u = 20.</summary>
    public static Tensor K3(Tensor logRatio)
    {
        ArgumentNullException.ThrowIfNull(logRatio);
        using var scope = torch.NewDisposeScope();
        var u = -logRatio;
        var bounded = u.clamp_max(TangentStart);
        var beyond = (u - TangentStart).relu();
        return (bounded.expm1() - bounded + (beyond * TangentSlope)).MoveToOuterDisposeScope();
    }

    /// <summary>verl's k3: clamp(e^u − u − 1, −bound, bound) with u = clamp(−x, −20, 20). Its gradient is zero where it is saturated.</summary>
    /// <param name="logRatio">x, any shape.</param>
    /// <param name="bound">Positive; 10 in verl.</param>
    public static Tensor K3Clamped(Tensor logRatio, double bound = 10)
    {
        ArgumentNullException.ThrowIfNull(logRatio);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        using var scope = torch.NewDisposeScope();
        var u = (-logRatio).clamp(-TangentStart, TangentStart);
        return (u.expm1() - u).clamp(-bound, bound).MoveToOuterDisposeScope();
    }

    /// <summary>The value of <paramref name="value"/> with the gradient of <paramref name="gradient"/> (both of one shape).</summary>
    public static Tensor StraightThrough(Tensor value, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(gradient);
        using var scope = torch.NewDisposeScope();
        return (gradient - gradient.detach() + value.detach()).MoveToOuterDisposeScope();
    }
}
