using System.Text.Json;

namespace Align.Cli.Vectors;

/// <summary>The recorded arguments of a call, read by name. A missing or ill-typed one throws <see cref="FormatException"/>.</summary>
/// <param name="Root">A JSON object.</param>
public sealed record VectorInputs(JsonElement Root)
{
    /// <summary>Whether the argument is there and not null.</summary>
    public bool Has(string name) => Root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A nested object; an empty one when it is missing or null.</summary>
    public VectorInputs Section(string name) =>
        Root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? new VectorInputs(value) : new VectorInputs(Empty);

    /// <summary>The object that holds any of the arguments: this one, or the first nested one; an empty one when there is none.</summary>
    public VectorInputs Holding(params string[] names)
    {
        if (names.Any(Has))
        {
            return this;
        }
        var nested = Root.EnumerateObject().Where(child => child.Value.ValueKind == JsonValueKind.Object && !VectorTensor.IsTensor(child.Value));
        return nested.Select(child => new VectorInputs(child.Value).Holding(names)).FirstOrDefault(found => names.Any(found.Has)) ?? new VectorInputs(Empty);
    }

    /// <summary>A number.</summary>
    public double Number(string name) => Require(name) is { ValueKind: JsonValueKind.Number } value
        ? value.GetDouble()
        : throw new FormatException($"input \"{name}\" is not a number");

    /// <summary>A number, or the default when it is missing or null.</summary>
    public double Number(string name, double otherwise) => Has(name) ? Number(name) : otherwise;

    /// <summary>A whole number.</summary>
    public long Integer(string name)
    {
        var value = Number(name);
        return value == Math.Floor(value) && Math.Abs(value) < 1L << 53 ? (long)value : throw new FormatException($"input \"{name}\" is {value}, not a whole number");
    }

    /// <summary>true or false; the default when it is missing or null. 0 and 1 count.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (!Has(name))
        {
            return otherwise;
        }
        return Require(name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => Number(name) != 0,
        };
    }

    /// <summary>A text, or the default when it is missing or null.</summary>
    public string Text(string name, string otherwise) => Has(name) ? Text(name) : otherwise;

    /// <summary>A text.</summary>
    public string Text(string name) => Require(name).GetString() ?? throw new FormatException($"input \"{name}\" is not a text");

    /// <summary>A list of whole numbers.</summary>
    public int[] Integers(string name) => [.. List(name).Select(item => item.GetInt32())];

    /// <summary>A list of numbers; true and false count as 1 and 0.</summary>
    public double[] Numbers(string name) => [.. List(name).Select(item => item.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => item.GetDouble(),
    })];

    /// <summary>A list of lists of numbers, which may differ in length.</summary>
    public double[][] NumberLists(string name) => [.. List(name).Select(list => list.EnumerateArray().Select(item => item.GetDouble()).ToArray())];

    /// <summary>A list of labels as texts.</summary>
    public string[] Texts(string name) => [.. List(name).Select(item => item.ToString())];

    /// <summary>Labels as numbers: equal labels get equal numbers.</summary>
    public long[] Labels(string name)
    {
        var places = new Dictionary<string, long>(StringComparer.Ordinal);
        var labels = new List<long>();
        foreach (var item in List(name))
        {
            places.TryAdd(item.ToString(), places.Count);
            labels.Add(places[item.ToString()]);
        }
        return [.. labels];
    }

    /// <summary>A tensor of its recorded type; belongs to the caller's dispose scope.</summary>
    public Tensor Tensor(string name)
    {
        var value = Require(name);
        try
        {
            return VectorTensor.Read(value).ToTensor();
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"input \"{name}\" is not a tensor: {error.Message}", error);
        }
    }

    /// <summary>Whole numbers as an int64 tensor, whatever type they were recorded in.</summary>
    public Tensor Indices(string name) => Tensor(name).to(ScalarType.Int64);

    /// <summary>A list of tensors, whose shapes may differ.</summary>
    public IReadOnlyList<Tensor> Tensors(string name) => [.. List(name).Select(item => VectorTensor.Read(item).ToTensor())];

    /// <summary>A tensor that collects gradients.</summary>
    public Tensor Differentiable(string name) => Tensor(name).requires_grad_();

    /// <summary>A mask: true where the recorded number is not 0.</summary>
    public Tensor Mask(string name) => Tensor(name).ne(0);

    private static JsonElement Empty { get; } = JsonDocument.Parse("{}").RootElement.Clone();

    private JsonElement.ArrayEnumerator List(string name) => Require(name) is { ValueKind: JsonValueKind.Array } value
        ? value.EnumerateArray()
        : throw new FormatException($"input \"{name}\" is not a list");

    private JsonElement Require(string name) => Has(name) ? Root.GetProperty(name) : throw new FormatException($"input \"{name}\" is missing");
}
