namespace Align.Cli.Vectors;

/// <summary>|difference| ≤ Absolute + Relative·|recorded|.</summary>
/// <param name="Relative">Relative to the recorded value.</param>
/// <param name="Absolute">In the value's unit.</param>
public readonly record struct VectorTolerance(double Relative, double Absolute)
{
    /// <summary>For results computed in float32.</summary>
    public static VectorTolerance Float32 { get; } = new(2e-5, 1e-6);

    /// <summary>For results computed in float64.</summary>
    public static VectorTolerance Float64 { get; } = new(1e-9, 1e-12);

    /// <summary>Whether a value agrees with the recorded one; NaN never does.</summary>
    public bool Accepts(double recorded, double actual) => Math.Abs(actual - recorded) <= Absolute + (Relative * Math.Abs(recorded));
}
