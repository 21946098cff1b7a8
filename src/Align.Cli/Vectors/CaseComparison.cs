using System.Globalization;
using System.Text.Json;

namespace Align.Cli.Vectors;

/// <summary>Holds a case's computed results against the recorded ones.</summary>
public sealed class CaseComparison
{
    private readonly VectorCase _case;
    private readonly HashSet<string> _compared = new(StringComparer.Ordinal);
    private readonly List<string> _mismatches = [];

    /// <summary>Starts with nothing compared.</summary>
    public CaseComparison(VectorCase vectorCase)
    {
        ArgumentNullException.ThrowIfNull(vectorCase);
        _case = vectorCase;
    }

    /// <summary>One line per result that does not agree.</summary>
    public IReadOnlyList<string> Mismatches => _mismatches;

    /// <summary>The largest |difference|/|recorded| among recorded values above the absolute tolerance.</summary>
    public double LargestRelativeError { get; private set; }

    /// <summary>Whether anything was compared.</summary>
    public bool IsEmpty => _compared.Count == 0;

    /// <summary>Recorded results (path to a number or tensor) that nothing was compared with.</summary>
    public IReadOnlyList<string> NotCompared => [.. Leaves("", _case.Outputs).Where(path => !_compared.Contains(path))];

    /// <summary>Whether the case records a result under this path.</summary>
    public bool Records(string path) => Find(path) is not null;

    /// <summary>The recorded results under this path (all of them without one), for cases that record what happened in between among their results; a list's elements by their numbers.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public VectorInputs Recorded(string path = "") => new((path.Length == 0 ? _case.Outputs : Find(path)) ?? throw new FormatException($"no recorded result \"{path}\""));

    /// <summary>Compares a number, if the case records it.</summary>
    public void Number(string path, double actual) => Compare(path, [], [actual]);

    /// <summary>Compares a number that the original held in float32, as float32, if the case records it: the tolerance stays that of the case.</summary>
    public void Single(string path, double actual) => Number(path, (float)actual);

    /// <summary>Compares a yes or no, if the case records it.</summary>
    public void Flag(string path, bool actual) => Compare(path, [], [actual ? 1 : 0]);

    /// <summary>Compares a tensor, if the case records it.</summary>
    public void Tensor(string path, Tensor actual)
    {
        ArgumentNullException.ThrowIfNull(actual);
        using var scope = torch.NewDisposeScope();
        Compare(path, actual.shape, actual.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray());
    }

    /// <summary>Compares the tensor's elements where the mask is true, if the case records it; the original leaves the others undefined.</summary>
    public void Tensor(string path, Tensor actual, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(mask);
        if (Find(path) is not { } recorded || !VectorTensor.IsTensor(recorded) || !VectorTensor.Read(recorded).Shape.AsSpan().SequenceEqual(mask.shape))
        {
            Tensor(path, actual);
            return;
        }
        using var scope = torch.NewDisposeScope();
        var original = torch.tensor(VectorTensor.Read(recorded).Data, mask.shape, dtype: ScalarType.Float64);
        Tensor(path, actual.detach().to(ScalarType.Float64).where(mask, original));
    }

    /// <summary>Compares a list of texts, if the case records it.</summary>
    public void Texts(string path, IReadOnlyList<string> actual)
    {
        ArgumentNullException.ThrowIfNull(actual);
        if (Find(path) is not { ValueKind: JsonValueKind.Array } recorded)
        {
            return;
        }
        _compared.Add(path);
        var expected = recorded.EnumerateArray().Select(item => item.ToString()).ToArray();
        if (!expected.SequenceEqual(actual))
        {
            _mismatches.Add($"{path}: recorded [{string.Join(", ", expected)}], computed [{string.Join(", ", actual)}]");
        }
    }

    /// <summary>Compares a list of numbers, if the case records it.</summary>
    public void Numbers(string path, IReadOnlyList<double> actual)
    {
        ArgumentNullException.ThrowIfNull(actual);
        Compare(path, [actual.Count], [.. actual]);
    }

    /// <summary>Adds a line for a case that could not be run.</summary>
    public void Fail(string reason) => _mismatches.Add(reason);

    private void Compare(string path, long[] shape, double[] actual)
    {
        if (Find(path) is not { } recorded)
        {
            return;
        }
        _compared.Add(path);
        try
        {
            var (recordedShape, values) = Values(recorded);
            if (recordedShape.AsSpan().SequenceEqual(shape))
            {
                CompareValues(path, values, actual);
                return;
            }
            _mismatches.Add($"{path}: recorded shape [{string.Join(", ", recordedShape)}], computed [{string.Join(", ", shape)}]");
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or KeyNotFoundException)
        {
            _mismatches.Add($"{path}: the recorded result cannot be read: {error.Message}");
        }
    }

    private void CompareValues(string path, double[] recorded, double[] actual)
    {
        var worst = -1;
        var worstExcess = 0.0;
        for (var i = 0; i < recorded.Length; i++)
        {
            var difference = Math.Abs(actual[i] - recorded[i]);
            if (Math.Abs(recorded[i]) > _case.Tolerance.Absolute)
            {
                LargestRelativeError = Math.Max(LargestRelativeError, difference / Math.Abs(recorded[i]));
            }
            if (_case.Tolerance.Accepts(recorded[i], actual[i]) || difference <= worstExcess)
            {
                continue;
            }
            worst = i;
            worstExcess = difference;
        }
        if (worst >= 0)
        {
            _mismatches.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}[{worst}]: recorded {recorded[worst]:R}, computed {actual[worst]:R}"));
        }
    }

    private JsonElement? Find(string path)
    {
        var element = _case.Outputs;
        foreach (var name in path.Split('|'))
        {
            if (IsListOfObjects(element) && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < element.GetArrayLength())
            {
                element = element[index];
            }
            else if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }
        return element;
    }

    private static (long[] Shape, double[] Values) Values(JsonElement recorded)
    {
        if (VectorTensor.IsTensor(recorded) || recorded.ValueKind == JsonValueKind.Array)
        {
            var tensor = VectorTensor.Read(recorded);
            return (tensor.Shape, tensor.Data);
        }
        return ([], [recorded.ValueKind is JsonValueKind.True or JsonValueKind.False ? (recorded.GetBoolean() ? 1 : 0) : recorded.GetDouble()]);
    }

    private static bool IsListOfObjects(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0 && element[0].ValueKind == JsonValueKind.Object;

    private static IEnumerable<string> Leaves(string path, JsonElement element)
    {
        if (IsListOfObjects(element))
        {
            return element.EnumerateArray().SelectMany((child, index) => Leaves($"{path}|{index}", child));
        }
        if (element.ValueKind != JsonValueKind.Object || VectorTensor.IsTensor(element))
        {
            return [path];
        }
        return element.EnumerateObject().SelectMany(child => Leaves(path.Length == 0 ? child.Name : $"{path}|{child.Name}", child.Value));
    }
}
