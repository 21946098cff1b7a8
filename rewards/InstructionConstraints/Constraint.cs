using System.Collections.Immutable;
using System.Text.Json;

namespace Align.Rewards.InstructionConstraints;

/// <summary>A constraint as a prompt's metadata have it.</summary>
/// <param name="Type">What is asked.</param>
/// <param name="Text">The word, sign, beginning, end, letters or script; "" where there is none.</param>
/// <param name="Least">The least count.</param>
/// <param name="Most">The most.</param>
/// <param name="Columns">Columns of a table; 0 where any will do.</param>
/// <param name="Keys">Keys of an object.</param>
internal sealed record Constraint(string Type, string Text, int Least, int Most, int Columns, ImmutableArray<string> Keys)
{
    private static readonly string[] s_types = ["include", "exclude", "begin", "end", "forbid", "words", "sentences", "paragraphs", "bullets", "table", "heading", "json", "case", "script"];
    private static readonly string[] s_needText = ["include", "exclude", "begin", "end", "forbid", "case", "script"];

    /// <summary>Whether its count is one that repetition alone could reach.</summary>
    public bool IsLength => Type is "words" or "sentences" or "paragraphs";

    /// <summary>The constraints of a JSON array.</summary>
    /// <exception cref="FormatException">It is none, or a constraint is unknown or lacks what it needs.</exception>
    public static ImmutableArray<Constraint> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(Read)]
                : throw new FormatException("The prompt's constraints are no JSON array.");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new FormatException($"The prompt's constraints cannot be read: {failure.Message}", failure);
        }
    }

    private static Constraint Read(JsonElement element)
    {
        var type = element.TryGetProperty("type", out var name) ? name.GetString() ?? "" : "";
        var constraint = new Constraint(
            type,
            element.TryGetProperty("text", out var text) ? text.GetString() ?? "" : "",
            Number(element, "min", type == "include" ? 1 : 0),
            Number(element, "max", int.MaxValue),
            Number(element, "columns", 0),
            element.TryGetProperty("keys", out var keys) ? [.. keys.EnumerateArray().Select(key => key.GetString() ?? "")] : []);
        return !s_types.Contains(type) || (constraint.Text.Length == 0 && s_needText.Contains(type))
            ? throw new FormatException($"The constraint '{type}' is unknown or lacks its text; those there are: {string.Join(", ", s_types)}.")
            : Fault(constraint, element) is { } fault ? throw new FormatException($"The constraint '{type}' {fault}.")
            : constraint;
    }

    private static string? Fault(Constraint constraint, JsonElement element) => constraint.Type switch
    {
        "case" when constraint.Text is not ("upper" or "lower") => $"has the text '{constraint.Text}'; upper and lower are known",
        "script" when constraint.Text != "latin" => $"has the text '{constraint.Text}'; latin is known",
        "json" when constraint.Keys.Length == 0 => "lacks its keys",
        "words" or "sentences" or "paragraphs" when !element.TryGetProperty("min", out _) && !element.TryGetProperty("max", out _) => "lacks both min and max",
        _ => null,
    };

    private static int Number(JsonElement element, string key, int otherwise) => element.TryGetProperty(key, out var number) ? number.GetInt32() : otherwise;
}
