using System.ComponentModel.DataAnnotations;
using Align.Training.Configuration.Binding;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration;

/// <summary>Finds values that a record's other keys leave without effect. A key at its default is taken as not given: written configurations hold every key.</summary>
internal static class KeysWithoutEffect
{
    /// <summary>A complaint for each of some keys whose value is not the default one.</summary>
    /// <param name="record">The record.</param>
    /// <param name="defaults">One of the same type with every default.</param>
    /// <param name="reason">Why they have none, such as <c>with method dpo</c>.</param>
    /// <param name="remedy">What to do instead of removing the key.</param>
    /// <param name="properties">The names of the properties; those of flattened records count as the record's own.</param>
    public static IEnumerable<ValidationResult> Of(object record, object defaults, string reason, string remedy, params string[] properties) =>
        from pair in Slot.Of(record).Zip(Slot.Of(defaults))
        where properties.Contains(pair.First.Property.Name) && !Equals(pair.First.Value, pair.Second.Value)
        select new ValidationResult($"{Text(pair.First.Value, pair.Second.Value)} has no effect {reason}; remove the key, or {remedy}", [pair.First.Property.Name]);

    private static string Text(object? value, object? usual) => value switch
    {
        Enum name => KeyPath.ToSnakeCase(name.ToString()),
        null or string or IFormattable or bool => AllowedText.Invariant(value),
        _ when usual?.GetType() == value.GetType() => string.Join(", ", Differences(value, usual)),
        _ => "a mapping of keys",
    };

    private static IEnumerable<string> Differences(object value, object usual) =>
        from pair in Slot.Of(value).Zip(Slot.Of(usual))
        where !Equals(pair.First.Value, pair.Second.Value)
        select $"{pair.First.Key}: {Text(pair.First.Value, pair.Second.Value)}";
}
