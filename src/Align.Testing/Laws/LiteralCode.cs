using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Align.Testing;

/// <summary>Values as C# expressions.</summary>
internal static class LiteralCode
{
    /// <summary>The head of a test case: what is broken, as comments.</summary>
    public static StringBuilder Opening(Law law, string breach)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"// {law.Name}: {law.Statement}");
        foreach (var line in breach.Split('\n'))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"// {line.TrimEnd()}");
        }
        return text;
    }

    /// <summary>A tensor of at most two axes: <c>torch.tensor([-1.5, 0.0], dtype: ScalarType.Float32)</c>.</summary>
    public static string Of(Tensor tensor)
    {
        var elements = Elements(tensor);
        var type = tensor.dtype == ScalarType.Float32 ? ", dtype: ScalarType.Float32" : "";
        if (elements.Length == 0)
        {
            return $"torch.zeros({string.Join(", ", tensor.shape)}, dtype: ScalarType.{tensor.dtype})";
        }
        var shape = tensor.dim() == 1 ? "" : $", [{string.Join(", ", tensor.shape)}]";
        return $"torch.tensor([{string.Join(", ", elements)}]{shape}{type})";
    }

    /// <summary>A number, with a decimal point.</summary>
    public static string Of(double value) => value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => value.ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0",
    };

    /// <summary>A collection expression.</summary>
    public static string List<T>(IEnumerable<T> items) => $"[{string.Join(", ", items.Select(item => Value(item)))}]";

    /// <summary>Text as a string literal.</summary>
    public static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    /// <summary>A construction with the properties that differ from the defaults: <c>new DpoLoss { Beta = 5.0 }</c>.</summary>
    public static string New(object subject)
    {
        var type = subject.GetType();
        if (type.GetConstructor(Type.EmptyTypes) is null)
        {
            return $"/* your {Name(type)} */";
        }
        var plain = Activator.CreateInstance(type);
        var settings = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .Select(property => (property.Name, Value: property.GetValue(subject), Default: property.GetValue(plain)))
            .Where(property => !Equals(property.Value, property.Default))
            .Select(property => $"{property.Name} = {Value(property.Value)}")
            .ToList();
        return settings.Count == 0 ? $"new {Name(type)}()" : $"new {Name(type)} {{ {string.Join(", ", settings)} }}";
    }

    /// <summary>The name of a type as code in another file writes it, without its namespace.</summary>
    public static string Name(Type type) => type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;

    private static string Value(object? value) => value switch
    {
        null => "null",
        double number => Of(number),
        float number => Of(number) + "f",
        bool flag => flag ? "true" : "false",
        string text => Quoted(text),
        Enum item => $"{Name(item.GetType())}.{item}",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Value))}]",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => $"/* {value} */",
    };

    private static string[] Elements(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var plain = tensor.detach().cpu().contiguous();
        return plain.dtype switch
        {
            ScalarType.Bool => Array.ConvertAll(plain.data<bool>().ToArray(), flag => flag ? "true" : "false"),
            ScalarType.Int64 => Array.ConvertAll(plain.data<long>().ToArray(), number => number.ToString(CultureInfo.InvariantCulture) + "L"),
            ScalarType.Float32 => Array.ConvertAll(plain.data<float>().ToArray(), number => Of(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))),
            _ => Array.ConvertAll(plain.to(ScalarType.Float64).data<double>().ToArray(), Of),
        };
    }
}
