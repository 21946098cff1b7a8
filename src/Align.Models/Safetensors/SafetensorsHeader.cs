using System.Collections.Immutable;

namespace Align.Models.Safetensors;

/// <summary>The verified header of a safetensors file.</summary>
/// <param name="Tensors">The tensors in the order of their bytes.</param>
/// <param name="Metadata">The free text of <c>__metadata__</c>; empty where the file has none.</param>
/// <param name="DataStart">Where the tensors' bytes begin in the file.</param>
public sealed record SafetensorsHeader(
    ImmutableArray<SafetensorsEntry> Tensors,
    IReadOnlyDictionary<string, string> Metadata,
    long DataStart)
{
    /// <summary>The largest header that is read, in bytes.</summary>
    public const long MaxHeaderBytes = 100_000_000;

    /// <summary>The most tensors that one file may name.</summary>
    public const int MaxTensors = 1_000_000;

    /// <summary>The deepest nesting of the header's JSON.</summary>
    public const int MaxDepth = 8;

    /// <summary>The highest rank of a tensor.</summary>
    public const int MaxRank = 64;
}
