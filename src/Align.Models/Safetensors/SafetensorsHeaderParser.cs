using System.Collections.Immutable;
using System.Text.Json;

namespace Align.Models.Safetensors;

/// <summary>Parses the header's JSON strictly: no duplicate key, no unknown field, no comment, no fraction, no negative number.</summary>
internal static class SafetensorsHeaderParser
{
    private const string MetadataKey = "__metadata__";

    /// <summary>The tensors and the metadata of a header.</summary>
    /// <exception cref="ModelFileException">The JSON is not that of the format.</exception>
    public static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            RefuseTooManyTensors(json, path);
            var reader = NewReader(json);
            return ParseHeader(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ModelFileException(path, nameof(SafetensorsCheck.InvalidHeaderDeserialization), "the JSON header of a safetensors file", exception.Message, exception);
        }
    }

    // A pass that allocates nothing, so that a bloated header costs no memory beyond its own bytes.
    private static void RefuseTooManyTensors(ReadOnlySpan<byte> json, string path)
    {
        var reader = NewReader(json);
        var names = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
            if (++names > SafetensorsHeader.MaxTensors + 1)
                throw SafetensorsHeaderReader.Refuse(path, SafetensorsCheck.TooManyTensors, $"at most {SafetensorsHeader.MaxTensors:N0} tensors", "more");
        }
    }

    private static Utf8JsonReader NewReader(ReadOnlySpan<byte> json) =>
        new(json, new JsonReaderOptions { MaxDepth = SafetensorsHeader.MaxDepth, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false });

    private static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) ParseHeader(ref Utf8JsonReader reader)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        Expect(ref reader, JsonTokenType.StartObject, "the header");
        while (ReadName(ref reader, out var name))
        {
            if (!names.Add(name)) throw new JsonException($"'{name}' is named twice");
            if (name == MetadataKey) ParseMetadata(ref reader, metadata);
            else entries.Add(ParseEntry(ref reader, name));
        }
        if (reader.Read()) throw new JsonException("text after the header's object");
        return (entries, metadata);
    }

    private static void ParseMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        Expect(ref reader, JsonTokenType.StartObject, MetadataKey);
        while (ReadName(ref reader, out var name))
        {
            Expect(ref reader, JsonTokenType.String, $"{MetadataKey} '{name}'");
            if (!metadata.TryAdd(name, reader.GetString()!)) throw new JsonException($"{MetadataKey} names '{name}' twice");
        }
    }

    private static SafetensorsEntry ParseEntry(ref Utf8JsonReader reader, string name)
    {
        string? dtype = null;
        ImmutableArray<long>? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, $"tensor '{name}'");
        while (ReadName(ref reader, out var field))
        {
            switch (field)
            {
                case "dtype" when dtype is null: dtype = ParseDtype(ref reader, name); break;
                case "shape" when shape is null: shape = ParseNumbers(ref reader, name, field, SafetensorsHeader.MaxRank); break;
                case "data_offsets" when offsets is null: offsets = ParseNumbers(ref reader, name, field, 2); break;
                default: throw new JsonException($"tensor '{name}' has an unknown or repeated field '{field}'");
            }
        }
        if (dtype is null || shape is null || offsets is not [var begin, var end])
            throw new JsonException($"tensor '{name}' needs a dtype, a shape and two data_offsets");
        return new SafetensorsEntry(name, dtype, shape.Value, begin, end);
    }

    private static string ParseDtype(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.String, $"the dtype of tensor '{name}'");
        var dtype = reader.GetString()!;
        return SafetensorsDtype.TryGetBits(dtype, out _)
            ? string.Intern(dtype)
            : throw new JsonException($"tensor '{name}' has the unknown dtype '{dtype}'; known are {SafetensorsDtype.Known}");
    }

    private static ImmutableArray<long> ParseNumbers(ref Utf8JsonReader reader, string name, string field, int atMost)
    {
        Expect(ref reader, JsonTokenType.StartArray, $"the {field} of tensor '{name}'");
        var numbers = ImmutableArray.CreateBuilder<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan[0] == (byte)'-' || !reader.TryGetInt64(out var number))
                throw new JsonException($"the {field} of tensor '{name}' must be whole numbers from 0 to 2^63 - 1");
            if (numbers.Count == atMost) throw new JsonException($"the {field} of tensor '{name}' has more than {atMost} numbers");
            numbers.Add(number);
        }
        return numbers.ToImmutable();
    }

    private static bool ReadName(ref Utf8JsonReader reader, out string name)
    {
        if (!reader.Read()) throw new JsonException("the header ends early");
        name = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : string.Empty;
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string where)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw new JsonException($"{where} must be a JSON {type}, and is {reader.TokenType}");
    }
}
