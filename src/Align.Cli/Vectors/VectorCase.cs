using System.Text.Json;

namespace Align.Cli.Vectors;

/// <summary>One recorded call.</summary>
/// <param name="Group">The group it belongs to.</param>
/// <param name="Name">Its name within the group.</param>
/// <param name="Inputs">The arguments.</param>
/// <param name="Outputs">The recorded results, an object.</param>
public sealed record VectorCase(string Group, string Name, VectorInputs Inputs, JsonElement Outputs)
{
    /// <summary>Why the recorded result is not the right one (rounding noise, a fault of the original); such a case is reported and cannot fail.</summary>
    public string? Deviates { get; init; }

    /// <summary><c>float32</c> when the original computed in float32 whatever the inputs' type.</summary>
    public string? CompareAs { get; init; }

    /// <summary>How closely the results must agree.</summary>
    public VectorTolerance Tolerance =>
        CompareAs == "float32" || Group.Contains("_f32", StringComparison.Ordinal) || Name.Contains("_f32", StringComparison.Ordinal)
            ? VectorTolerance.Float32
            : VectorTolerance.Float64;
}
