using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Align.Models.Safetensors;

/// <summary>Writes tensors in the safetensors format. The same tensors and metadata give the same bytes, whatever their order.</summary>
/// <remarks>
/// Layout: wider elements first, then by name (so that each tensor is aligned to its element), header padded with spaces
/// to a multiple of 8. Tensors are streamed; no copy of the whole file is made. Writes only; how the file becomes durable is the caller's.
/// </remarks>
public static class SafetensorsWriter
{
    private const int Alignment = 8;
    private const int ChunkBytes = 1 << 26;

    /// <summary>Writes a file.</summary>
    /// <param name="output">Where to; not closed.</param>
    /// <param name="tensors">By name, of any device and stride; F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL.</param>
    /// <param name="metadata">Free text; may be <see langword="null"/>.</param>
    /// <exception cref="NotSupportedException">A tensor's dtype has no name in the format.</exception>
    /// <exception cref="ArgumentException">A tensor is called <c>__metadata__</c>.</exception>
    public static void Write(Stream output, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.ContainsKey("__metadata__"))
            throw new ArgumentException("no tensor may be called __metadata__", nameof(tensors));
        var ordered = tensors
            .OrderByDescending(pair => pair.Value.ElementSize)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .ToArray();
        WriteHeader(output, ordered, metadata);
        foreach (var (_, tensor) in ordered) WriteBytes(output, tensor);
    }

    private static void WriteHeader(Stream output, KeyValuePair<string, Tensor>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 }) WriteMetadata(json, metadata);
            var begin = 0L;
            foreach (var (name, tensor) in tensors) begin = WriteEntry(json, name, tensor, begin);
            json.WriteEndObject();
        }
        var padding = (Alignment - (buffer.WrittenCount % Alignment)) % Alignment;
        buffer.Write("       "u8[..padding]);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)buffer.WrittenCount);
        output.Write(length);
        output.Write(buffer.WrittenSpan);
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject("__metadata__");
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static long WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, long begin)
    {
        var end = begin + (tensor.NumberOfElements * tensor.ElementSize);
        json.WriteStartObject(name);
        json.WriteString("dtype", SafetensorsDtype.FromScalarType(tensor.dtype));
        json.WriteStartArray("shape");
        foreach (var size in tensor.shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }

    private static void WriteBytes(Stream output, Tensor tensor)
    {
        if (tensor.NumberOfElements == 0) return;
        using var scope = torch.NewDisposeScope();
        var flat = tensor.detach().cpu().contiguous().view(-1);
        var step = ChunkBytes / tensor.ElementSize;
        for (var start = 0L; start < flat.shape[0]; start += step)
            output.Write(flat.narrow(0, start, Math.Min(step, flat.shape[0] - start)).bytes);
    }
}
