using System.Collections.Immutable;

namespace Align.Models.Safetensors;

/// <summary>One tensor as a safetensors header describes it.</summary>
/// <param name="Name">Its name; never used as a path.</param>
/// <param name="Dtype">The element type's name in the format, such as <c>F32</c> or <c>BF16</c>.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last one, counted alike.</param>
public sealed record SafetensorsEntry(string Name, string Dtype, ImmutableArray<long> Shape, long Begin, long End)
{
    /// <summary>Its size in bytes.</summary>
    public long ByteCount => End - Begin;

    /// <summary>Dtype and shape, as in <c>F32[4, 8]</c>.</summary>
    public override string ToString() => $"{Dtype}[{string.Join(", ", Shape)}]";
}
