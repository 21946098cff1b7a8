using System.Globalization;
using System.Text.RegularExpressions;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration.Binding;

/// <summary>What a text became: a value, or why not.</summary>
/// <param name="Value">The value where <paramref name="Problem"/> is <see langword="null"/>.</param>
/// <param name="Problem">Why it has none.</param>
/// <param name="Remedy">What to write instead.</param>
internal readonly record struct Conversion(object? Value, string? Problem = null, string? Remedy = null);

/// <summary>Turns YAML scalars into the types that records use, strictly: a quoted number is text, and <c>yes</c> is no boolean.</summary>
internal static partial class ScalarConversion
{
    /// <summary>Whether the type is written as one scalar.</summary>
    public static bool IsScalar(Type type) =>
        type.IsEnum || type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(float);

    /// <summary>The node as a value of <paramref name="type"/>, for which <see cref="IsScalar"/> holds.</summary>
    public static Conversion Convert(ScalarNode node, Type type)
    {
        if (type == typeof(string))
        {
            return new(node.Value);
        }
        if (type.IsEnum)
        {
            return ToEnum(node, type);
        }
        if (!node.IsPlain)
        {
            return new(null, $"expected {Expected(type)}, found the text \"{node.Value}\"", "remove the quotes");
        }
        if (type == typeof(bool))
        {
            return ToBoolean(node);
        }
        return type == typeof(int) || type == typeof(long) ? ToInteger(node, type) : ToReal(node, type);
    }

    /// <summary>What a type is called in messages.</summary>
    public static string Expected(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) || type == typeof(float) => "a number",
        _ when type.IsEnum => "one of its names",
        _ => "a mapping of keys",
    };

    private static Conversion ToEnum(ScalarNode node, Type type)
    {
        var names = AllowedText.EnumNames(type).ToList();
        if (names.IndexOf(node.Value) is >= 0 and var index)
        {
            return new(Enum.Parse(type, Enum.GetNames(type)[index]));
        }
        var nearest = NearestKey.Find(node.Value, names);
        return new(null, $"{node.Kind} is not among its values", nearest is null ? null : $"did you mean '{nearest}'?");
    }

    private static Conversion ToBoolean(ScalarNode node) => node.Value switch
    {
        "true" => new(true),
        "false" => new(false),
        "True" or "TRUE" or "yes" or "on" or "Yes" => new(null, $"expected true or false, found {node.Kind}", "write true"),
        "False" or "FALSE" or "no" or "off" or "No" => new(null, $"expected true or false, found {node.Kind}", "write false"),
        _ => new(null, $"expected true or false, found {node.Kind}"),
    };

    private static Conversion ToInteger(ScalarNode node, Type type)
    {
        if (!IntegerPattern().IsMatch(node.Value))
        {
            var isReal = RealPattern().IsMatch(node.Value);
            return new(null, $"expected a whole number, found {node.Kind}", isReal ? "write it without decimal point or exponent" : null);
        }
        if (!long.TryParse(node.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || (type == typeof(int) && number is < int.MinValue or > int.MaxValue))
        {
            return new(null, $"{node.Value} does not fit {(type == typeof(int) ? 32 : 64)} bits");
        }
        return new(type == typeof(int) ? (object)(int)number : number);
    }

    private static Conversion ToReal(ScalarNode node, Type type)
    {
        if (!RealPattern().IsMatch(node.Value))
        {
            return new(null, $"expected a number, found {node.Kind}");
        }
        var number = double.Parse(node.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number) || (type == typeof(float) && !float.IsFinite((float)number)))
        {
            return new(null, $"{node.Value} is too large");
        }
        return new(type == typeof(float) ? (object)(float)number : number);
    }

    [GeneratedRegex(@"^[+-]?[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex RealPattern();
}
