using System.Reflection;

namespace Align.Training.Configuration.Binding;

/// <summary>The mapping type that records may use where the keys are their authors' own.</summary>
internal static class MapTypes
{
    /// <summary>The type of a mapping's values, or <see langword="null"/> where the type is no such mapping.</summary>
    public static Type? ValueType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueMap<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>A mapping of <paramref name="type"/>, for which <see cref="ValueType"/> is known, with the entries.</summary>
    public static object Create(Type type, IReadOnlyList<(string Key, object Value)> entries) =>
        typeof(MapTypes).GetMethod(nameof(ToValueMap), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(ValueType(type)!).Invoke(null, [entries])!;

    private static ValueMap<T> ToValueMap<T>(IReadOnlyList<(string Key, object Value)> entries) =>
        [.. entries.Select(entry => KeyValuePair.Create(entry.Key, (T)entry.Value))];
}
