namespace Align.Models.Safetensors;

/// <summary>The element types of the safetensors format. Those without a <see cref="ScalarType"/> can be named in a header and not loaded.</summary>
internal static class SafetensorsDtype
{
    private static readonly Dictionary<string, int> Bits = new(StringComparer.Ordinal)
    {
        ["BOOL"] = 8, ["F4"] = 4, ["F6_E2M3"] = 6, ["F6_E3M2"] = 6, ["U8"] = 8, ["I8"] = 8,
        ["F8_E5M2"] = 8, ["F8_E4M3"] = 8, ["F8_E8M0"] = 8, ["I16"] = 16, ["U16"] = 16, ["F16"] = 16, ["BF16"] = 16,
        ["I32"] = 32, ["U32"] = 32, ["F32"] = 32, ["C64"] = 64, ["F64"] = 64, ["I64"] = 64, ["U64"] = 64,
    };

    private static readonly (string Name, ScalarType Type)[] Loadable =
    [
        ("F64", ScalarType.Float64), ("F32", ScalarType.Float32), ("F16", ScalarType.Float16), ("BF16", ScalarType.BFloat16),
        ("I64", ScalarType.Int64), ("I32", ScalarType.Int32), ("I16", ScalarType.Int16), ("I8", ScalarType.Int8),
        ("U8", ScalarType.Byte), ("BOOL", ScalarType.Bool),
    ];

    /// <summary>The known names, for messages.</summary>
    public static string Known => string.Join(", ", Bits.Keys);

    /// <summary>The names that can be loaded, for messages.</summary>
    public static string LoadableNames => string.Join(", ", Loadable.Select(pair => pair.Name));

    /// <summary>Bits per element, or false where the name is unknown.</summary>
    public static bool TryGetBits(string name, out int bits) => Bits.TryGetValue(name, out bits);

    /// <summary>The tensor type of a name, or <see langword="null"/> where it cannot be loaded.</summary>
    public static ScalarType? ToScalarType(string name)
    {
        foreach (var (known, type) in Loadable)
            if (known == name) return type;
        return null;
    }

    /// <summary>The name of a tensor type.</summary>
    /// <exception cref="NotSupportedException">The format has no name for it, or this writer does not write it.</exception>
    public static string FromScalarType(ScalarType type)
    {
        foreach (var (name, known) in Loadable)
            if (known == type) return name;
        throw new NotSupportedException($"safetensors cannot hold a tensor of type {type}; it can hold {LoadableNames}");
    }
}
