using System.Collections.Immutable;
using System.Reflection;

namespace Align.Training.Configuration.Binding;

/// <summary>The list types that records may use.</summary>
internal static class ListTypes
{
    /// <summary>The type of a list's items, or <see langword="null"/> where the type is no list.</summary>
    public static Type? ItemType(Type type)
    {
        if (type.IsArray)
        {
            return type.GetElementType();
        }
        if (!type.IsGenericType || type.GetGenericArguments().Length != 1)
        {
            return null;
        }
        var item = type.GetGenericArguments()[0];
        return type == typeof(ImmutableArray<>).MakeGenericType(item)
            || type == typeof(ValueList<>).MakeGenericType(item)
            || type.IsAssignableFrom(item.MakeArrayType()) ? item : null;
    }

    /// <summary>A list of <paramref name="type"/>, for which <see cref="ItemType"/> is known, with the items.</summary>
    public static object Create(Type type, IReadOnlyList<object?> items)
    {
        var item = ItemType(type)!;
        var array = Array.CreateInstance(item, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }
        if (type.IsAssignableFrom(array.GetType()))
        {
            return array;
        }
        var factory = type == typeof(ImmutableArray<>).MakeGenericType(item) ? nameof(ToImmutable) : nameof(ToValueList);
        return typeof(ListTypes).GetMethod(factory, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(item).Invoke(null, [array])!;
    }

    private static ImmutableArray<T> ToImmutable<T>(T[] items) => [.. items];

    private static ValueList<T> ToValueList<T>(T[] items) => [.. items];
}
