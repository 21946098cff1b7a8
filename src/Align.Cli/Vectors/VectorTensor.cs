using System.Text.Json;

namespace Align.Cli.Vectors;

/// <summary>A recorded tensor.</summary>
/// <param name="Type">The recorded type's name.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Data">Row-major.</param>
public sealed record VectorTensor(string Type, long[] Shape, double[] Data)
{
    /// <summary>Whether the element has the form of a tensor.</summary>
    public static bool IsTensor(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("data", out _) && value.TryGetProperty("shape", out _);

    /// <summary>Reads <c>{"dtype", "shape", "data"}</c>, or nested lists of numbers as float64.</summary>
    /// <exception cref="FormatException">Sizes and data do not belong together.</exception>
    public static VectorTensor Read(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return ReadLists(value);
        }
        if (!IsTensor(value))
        {
            throw new FormatException("an object with \"dtype\", \"shape\" and \"data\" is needed");
        }
        var shape = value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var data = value.GetProperty("data").EnumerateArray().Select(Number).ToArray();
        var count = shape.Aggregate(1L, (product, size) => product * size);
        return count == data.Length
            ? new VectorTensor(value.GetProperty("dtype").GetString() ?? "", shape, data)
            : throw new FormatException($"shape [{string.Join(", ", shape)}] needs {count} numbers, there are {data.Length}");
    }

    /// <summary>The tensor on the CPU.</summary>
    public Tensor ToTensor() => torch.tensor(Data, Shape, dtype: Type switch
    {
        "float64" => ScalarType.Float64,
        "float32" => ScalarType.Float32,
        "int64" => ScalarType.Int64,
        "int32" => ScalarType.Int32,
        "bool" => ScalarType.Bool,
        _ => throw new FormatException($"unknown dtype \"{Type}\""),
    });

    private static VectorTensor ReadLists(JsonElement lists)
    {
        var shape = new List<long>();
        for (var level = lists; level.ValueKind == JsonValueKind.Array; level = level[0])
        {
            shape.Add(level.GetArrayLength());
            if (level.GetArrayLength() == 0)
            {
                break;
            }
        }
        var data = Flatten(lists, shape, 0).ToArray();
        return new VectorTensor("float64", [.. shape], data);
    }

    private static IEnumerable<double> Flatten(JsonElement value, List<long> shape, int level)
    {
        if (level == shape.Count)
        {
            return [Number(value)];
        }
        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == shape[level]
            ? value.EnumerateArray().SelectMany(item => Flatten(item, shape, level + 1))
            : throw new FormatException($"the lists are ragged; their shape begins [{string.Join(", ", shape)}]");
    }

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => value.GetDouble(),
    };
}
