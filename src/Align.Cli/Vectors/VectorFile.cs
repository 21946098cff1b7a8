using System.Globalization;
using System.Text.Json;

namespace Align.Cli.Vectors;

/// <summary>A file of reference vectors: groups of recorded inputs and outputs of one function each.</summary>
/// <remarks>
/// JSON: <c>{"meta": …, "groups": {name: {"source", "note", "cases": [{"name", "inputs", "outputs", "deviates"?, "compare_as"?}]}}}</c>.
/// A tensor is <c>{"dtype", "shape", "data"}</c>, row-major, or nested lists of float64 numbers; a scalar is a number.
/// A file of losses names its groups under <c>"losses"</c>, with cases <c>{"params", "inputs", "outputs", "tag"?}</c>; such a case's arguments
/// are the objects <c>params</c> and <c>inputs</c>.
/// </remarks>
/// <param name="Groups">In the file's order.</param>
public sealed record VectorFile(IReadOnlyList<VectorGroup> Groups)
{
    private static readonly string[] Layouts = ["groups", "losses"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="VectorFileException">It cannot be opened, is not JSON, or has another layout.</exception>
    public static VectorFile Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(path, document.RootElement.Clone());
        }
        catch (JsonException error)
        {
            throw new VectorFileException(Place(path, error), $"not valid JSON: {Reason(error)}; a file of reference vectors is one JSON object", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new VectorFileException(path, error.Message, error);
        }
    }

    private static string Place(string path, JsonException error) => error.LineNumber is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"{path}:{line + 1}")
        : path;

    // The parser adds the place in words of its own, counted from 0.
    private static string Reason(JsonException error) => error.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');

    private static VectorFile Read(string path, JsonElement root)
    {
        var layouts = root.ValueKind == JsonValueKind.Object ? Layouts.Where(name => IsObject(root, name, out _)).ToArray() : [];
        return layouts.Length > 0
            ? new VectorFile([.. layouts.SelectMany(name => root.GetProperty(name).EnumerateObject()).Select(group => ReadGroup(path, group))])
            : throw new VectorFileException(path, "neither an object \"groups\" nor \"losses\"; this is not a file of reference vectors.");
    }

    private static VectorGroup ReadGroup(string path, JsonProperty group)
    {
        if (group.Value.ValueKind != JsonValueKind.Object || !group.Value.TryGetProperty("cases", out var cases) || cases.ValueKind != JsonValueKind.Array)
        {
            throw new VectorFileException(path, $"group \"{group.Name}\" has no list \"cases\".");
        }
        return new VectorGroup(group.Name, [.. cases.EnumerateArray().Select((value, index) => ReadCase(path, group.Name, value, index))]);
    }

    private static VectorCase ReadCase(string path, string group, JsonElement value, int index)
    {
        if (value.ValueKind != JsonValueKind.Object || !IsObject(value, "inputs", out var inputs) || !IsObject(value, "outputs", out var outputs))
        {
            throw new VectorFileException(path, $"case {index} of group \"{group}\" needs the objects \"inputs\" and \"outputs\".");
        }
        var arguments = IsObject(value, "params", out _) ? value : inputs;
        return new VectorCase(group, Text(value, "name") ?? Tagged(index, Text(value, "tag")), new VectorInputs(arguments), outputs)
        {
            Deviates = Text(value, "deviates"),
            CompareAs = Text(value, "compare_as"),
        };
    }

    private static string Tagged(int index, string? tag) => string.IsNullOrEmpty(tag) ? $"#{index}" : $"#{index} {tag}";

    private static bool IsObject(JsonElement parent, string name, out JsonElement child) =>
        parent.TryGetProperty(name, out child) && child.ValueKind == JsonValueKind.Object;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.String ? child.GetString() : null;
}

/// <summary>The recorded cases of one function.</summary>
/// <param name="Name">Such as <c>verl.adv_grpo</c>.</param>
/// <param name="Cases">In the file's order.</param>
public sealed record VectorGroup(string Name, IReadOnlyList<VectorCase> Cases);
