using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Align.Rewards.JsonSchema;

/// <summary>Reads a schema and refuses what it cannot check.</summary>
internal static class SchemaReader
{
    private const string Definitions = "#/$defs/";
    private static readonly HashSet<string> s_annotations = ["$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "format"];
    private static readonly HashSet<string> s_types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    /// <summary>The schema of a JSON text.</summary>
    /// <exception cref="FormatException">It is no JSON, has a keyword that is not read, or a value of the wrong kind.</exception>
    public static Schema Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement.Clone();
            var schema = Read(root, isRoot: true);
            Resolve(schema, schema);
            return schema;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            throw new FormatException($"The schema cannot be read: {exception.Message}");
        }
    }

    private static Schema Read(JsonElement json, bool isRoot = false)
    {
        if (json.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return json.GetBoolean() ? Schema.Everything : Schema.Nothing;
        }
        var schema = new Schema();
        foreach (var keyword in json.EnumerateObject())
        {
            schema = keyword.Name == "$defs" && isRoot
                ? schema with { Definitions = Named(keyword.Value) }
                : With(schema, keyword.Name, keyword.Value);
        }
        return schema;
    }

    private static Schema With(Schema schema, string keyword, JsonElement value) => keyword switch
    {
        "type" => schema with { Types = Types(value) },
        "enum" => schema with { Values = [.. value.EnumerateArray()] },
        "const" => schema with { Values = [value] },
        "properties" => schema with { Properties = Named(value) },
        "additionalProperties" => schema with { AdditionalProperties = Read(value) },
        "required" => schema with { Required = [.. value.EnumerateArray().Select(Text)] },
        "prefixItems" => schema with { PrefixItems = List(value) },
        "items" => schema with { Items = Read(value) },
        "contains" => schema with { Contains = Read(value) },
        "uniqueItems" => schema with { UniqueItems = value.GetBoolean() },
        // Linear in the length of the text: no completion can make it backtrack.
        "pattern" => schema with { Pattern = new Regex(Text(value), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) },
        "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" => schema with { Bounds = schema.Bounds.SetItem(keyword, value.GetDecimal()) },
        "multipleOf" => schema with { Bounds = schema.Bounds.SetItem(keyword, value.GetDecimal() is > 0 and var step ? step : throw new FormatException("multipleOf must be above 0.")) },
        "minLength" or "maxLength" or "minItems" or "maxItems" or "minProperties" or "maxProperties" => schema with { Bounds = schema.Bounds.SetItem(keyword, value.GetInt32()) },
        "allOf" => schema with { AllOf = List(value) },
        "anyOf" => schema with { AnyOf = List(value) },
        "oneOf" => schema with { OneOf = List(value) },
        "not" => schema with { Not = Read(value) },
        "$ref" => schema with { Reference = Reference(Text(value)) },
        _ => s_annotations.Contains(keyword) ? schema : throw new FormatException($"The schema has the keyword '{keyword}', which this reward does not read; its README lists those that it does."),
    };

    private static ImmutableArray<string> Types(JsonElement value)
    {
        ImmutableArray<string> types = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : [Text(value)];
        return types.FirstOrDefault(type => !s_types.Contains(type)) is { } unknown
            ? throw new FormatException($"The schema has the type '{unknown}'; there are {string.Join(", ", s_types)}.")
            : types;
    }

    private static string Text(JsonElement value) => value.GetString() ?? throw new FormatException("The schema has a null where a text is due.");

    private static ImmutableArray<Schema> List(JsonElement value) => [.. value.EnumerateArray().Select(item => Read(item))];

    private static ImmutableDictionary<string, Schema> Named(JsonElement value) => value.EnumerateObject().ToImmutableDictionary(item => item.Name, item => Read(item.Value));

    private static string Reference(string reference) =>
        reference == "#" ? ""
        : reference.StartsWith(Definitions, StringComparison.Ordinal) && reference.Length > Definitions.Length ? reference[Definitions.Length..]
        : throw new FormatException($"The schema refers to '{reference}'; a reference is # or {Definitions}NAME.");

    private static void Resolve(Schema schema, Schema root)
    {
        if (schema.Reference is { Length: > 0 } name && !root.Definitions.ContainsKey(name))
        {
            throw new FormatException($"The schema refers to {Definitions}{name}, which is not there.");
        }
        foreach (var part in new[] { schema.AdditionalProperties, schema.Items, schema.Contains, schema.Not }.OfType<Schema>()
            .Concat(schema.Properties.Values).Concat(schema.PrefixItems).Concat(schema.AllOf).Concat(schema.AnyOf).Concat(schema.OneOf).Concat(schema.Definitions.Values))
        {
            Resolve(part, root);
        }
    }
}
