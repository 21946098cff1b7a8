namespace Align.Models.Safetensors;

/// <summary>The element types of the safetensors format. Those without a <see cref="ScalarType"/> can be named in a header and not loaded.</summary>
internal static class SafetensorsDtype
{
    private static readonly (string Name, int Bits, ScalarType? Type)[] All =
    [
        ("BOOL", 8, ScalarType.Bool), ("U8", 8, ScalarType.Byte), ("I8", 8, ScalarType.Int8), ("I16", 16, ScalarType.Int16),
        ("I32", 32, ScalarType.Int32), ("I64", 64, ScalarType.Int64), ("F16", 16, ScalarType.Float16), ("BF16", 16, ScalarType.BFloat16),
        ("F32", 32, ScalarType.Float32), ("F64", 64, ScalarType.Float64), ("U16", 16, null), ("U32", 32, null), ("U64", 64, null),
        ("C64", 64, null), ("F4", 4, null), ("F6_E2M3", 6, null), ("F6_E3M2", 6, null), ("F8_E5M2", 8, null), ("F8_E4M3", 8, null), ("F8_E8M0", 8, null),
    ];

    private static readonly Dictionary<string, (int Bits, ScalarType? Type)> ByName =
        All.ToDictionary(each => each.Name, each => (each.Bits, each.Type), StringComparer.Ordinal);

    /// <summary>The known names, for messages.</summary>
    public static string Known => string.Join(", ", All.Select(each => each.Name));

    /// <summary>The names that can be loaded, for messages.</summary>
    public static string Loadable => string.Join(", ", All.Where(each => each.Type is not null).Select(each => each.Name));

    /// <summary>Bits per element, or false where the name is unknown.</summary>
    public static bool TryGetBits(string name, out int bits)
    {
        var known = ByName.TryGetValue(name, out var found);
        bits = found.Bits;
        return known;
    }

    /// <summary>The tensor type of a name, or <see langword="null"/> where it cannot be loaded.</summary>
    public static ScalarType? ToScalarType(string name) => ByName.TryGetValue(name, out var found) ? found.Type : null;

    /// <summary>The name of a tensor type.</summary>
    /// <exception cref="NotSupportedException">The format has no name for it, or this writer does not write it.</exception>
    public static string FromScalarType(ScalarType type)
    {
        foreach (var each in All)
            if (each.Type == type) return each.Name;
        throw new NotSupportedException($"safetensors cannot hold a tensor of type {type}; it can hold {Loadable}");
    }
}
