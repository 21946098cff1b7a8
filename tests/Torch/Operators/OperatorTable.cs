using System.Globalization;
using System.Text.Json;

namespace Align.Tests.Torch;

/// <summary>operators.json: inputs and PyTorch's answers (fixtures/operators.py makes it).</summary>
internal sealed class OperatorTable
{
    private readonly JsonElement root;

    private OperatorTable(JsonElement root) => this.root = root;

    internal static OperatorTable Load() =>
        new(JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", "operators.json"))).RootElement);

    internal IEnumerable<string> RowNames => root.GetProperty("rows").EnumerateObject().Select(row => row.Name);

    internal Tensor Input(string name) => ToTensor(root.GetProperty("inputs").GetProperty(name));

    internal Tensor Answer(string name) => ToTensor(root.GetProperty("rows").GetProperty(name));

    private static Tensor ToTensor(JsonElement entry)
    {
        var values = entry.GetProperty("values").EnumerateArray().Select(value => Parse(value.GetString()!)).ToArray();
        var shape = entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        return torch.tensor(values, shape, TypeOf(entry.GetProperty("dtype").GetString()!));
    }

    private static double Parse(string text) => text switch
    {
        "True" => 1,
        "False" => 0,
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static ScalarType TypeOf(string name) => name switch
    {
        "float32" => ScalarType.Float32,
        "float64" => ScalarType.Float64,
        "int64" => ScalarType.Int64,
        "int32" => ScalarType.Int32,
        "uint8" => ScalarType.Byte,
        "bool" => ScalarType.Bool,
        _ => throw new ArgumentException($"operators.json has a dtype that this test does not know: {name}", nameof(name)),
    };
}
