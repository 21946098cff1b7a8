using System.Text.Json;
using System.Text.Json.Serialization;

namespace Align.Training.Supervision;

/// <summary>How the run's JSON files are written and read: snake_case, strict, NaN and infinities by name.</summary>
internal static class RunJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
