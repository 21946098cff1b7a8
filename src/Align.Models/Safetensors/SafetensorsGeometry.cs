namespace Align.Models.Safetensors;

/// <summary>The checks of where the tensors lie: one after the other, of the size that shape and dtype say, to the file's last byte.</summary>
internal static class SafetensorsGeometry
{
    /// <summary>Checks tensors that are sorted by their offsets.</summary>
    /// <exception cref="ModelFileException">A tensor or the file's length contradicts the header.</exception>
    public static void Check(IReadOnlyList<SafetensorsEntry> sorted, string path, long dataLength)
    {
        var end = 0L;
        foreach (var entry in sorted)
        {
            if (entry.Begin != end || entry.End < entry.Begin)
                throw Refuse(path, SafetensorsCheck.InvalidOffset, entry, $"data_offsets that begin at {end} and do not end before", $"[{entry.Begin}, {entry.End}]");
            CheckSize(entry, path);
            end = entry.End;
        }
        if (end != dataLength)
            throw SafetensorsHeaderReader.Refuse(path, SafetensorsCheck.MetadataIncompleteBuffer, $"{end} bytes of tensors after the header", $"{dataLength} bytes");
    }

    private static void CheckSize(SafetensorsEntry entry, string path)
    {
        if (!TryCountBits(entry, out var bits))
            throw Refuse(path, SafetensorsCheck.ValidationOverflow, entry, "a size in bits below 2^64", entry.ToString());
        if (bits % 8 != 0)
            throw Refuse(path, SafetensorsCheck.MisalignedSlice, entry, "a whole number of bytes", $"{entry} of {bits} bits");
        if (bits / 8 != (ulong)entry.ByteCount)
            throw Refuse(path, SafetensorsCheck.TensorInvalidInfo, entry, $"{bits / 8} bytes for {entry}", $"data_offsets of {entry.ByteCount} bytes");
    }

    private static bool TryCountBits(SafetensorsEntry entry, out ulong bits)
    {
        SafetensorsDtype.TryGetBits(entry.Dtype, out var bitsPerElement);
        UInt128 product = 1;
        bits = 0;
        foreach (var size in entry.Shape)
        {
            product *= (ulong)size;
            if (product > ulong.MaxValue) return false;
        }
        product *= (ulong)bitsPerElement;
        bits = (ulong)product;
        return product <= ulong.MaxValue;
    }

    private static ModelFileException Refuse(string path, SafetensorsCheck check, SafetensorsEntry entry, string expected, string actual) =>
        SafetensorsHeaderReader.Refuse(path, check, $"tensor '{entry.Name}' to have {expected}", actual);
}
