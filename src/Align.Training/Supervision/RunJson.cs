using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Align.Core;

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
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameOutcomes } },
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    // An outcome is one of three; "outcome" says which.
    private static void NameOutcomes(JsonTypeInfo type)
    {
        if (type.Type == typeof(RewardOutcome))
        {
            type.PolymorphismOptions = new JsonPolymorphismOptions
            {
                TypeDiscriminatorPropertyName = "outcome",
                DerivedTypes =
                {
                    new JsonDerivedType(typeof(RewardOutcome.Scored), "scored"),
                    new JsonDerivedType(typeof(RewardOutcome.Skipped), "skipped"),
                    new JsonDerivedType(typeof(RewardOutcome.Unscorable), "unscorable"),
                },
            };
        }
    }
}
