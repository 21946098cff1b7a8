using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration.Binding;

/// <summary>Says in words what a check allows.</summary>
internal static class AllowedText
{
    /// <summary>The values that a slot accepts by its type and attributes, such as <c>1..64</c>; empty where every value of the type is legal.</summary>
    public static string Of(Slot slot)
    {
        if (slot.Type == typeof(bool))
        {
            return "true, false";
        }
        return slot.Type.IsEnum ? string.Join(", ", EnumNames(slot.Type)) : string.Join("; ", slot.Checks.Select(Of));
    }

    /// <summary>What one check allows.</summary>
    public static string Of(ValidationAttribute check) => check switch
    {
        RangeAttribute range => Range(range),
        AllowedValuesAttribute allowed => string.Join(", ", allowed.Values.Select(value => Invariant(value))),
        DeniedValuesAttribute denied => $"anything but {string.Join(", ", denied.Values.Select(value => Invariant(value)))}",
        MinLengthAttribute { Length: 1 } => "not empty",
        MinLengthAttribute least => $"at least {Invariant(least.Length)} items or characters",
        MaxLengthAttribute most => $"at most {Invariant(most.Length)} items or characters",
        LengthAttribute length => $"{Invariant(length.MinimumLength)}..{Invariant(length.MaximumLength)} items or characters",
        RegularExpressionAttribute pattern => pattern.ErrorMessage ?? $"text that matches {pattern.Pattern}",
        _ => check.ErrorMessage ?? check.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal),
    };

    /// <summary>The names of an enumeration as YAML spells them.</summary>
    public static IEnumerable<string> EnumNames(Type type) => Enum.GetNames(type).Select(KeyPath.ToSnakeCase);

    /// <summary>A value as messages and YAML spell it.</summary>
    public static string Invariant(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e'),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Range(RangeAttribute range)
    {
        var (low, high) = (Invariant(range.Minimum), Invariant(range.Maximum));
        if (Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture) >= long.MaxValue)
        {
            return range.MinimumIsExclusive ? $"above {low}" : $"{low} or above";
        }
        return (range.MinimumIsExclusive, range.MaximumIsExclusive) switch
        {
            (false, false) => $"{low}..{high}",
            (true, false) => $"above {low}, up to {high}",
            (false, true) => $"{low} up to, but below, {high}",
            (true, true) => $"above {low}, below {high}",
        };
    }
}
