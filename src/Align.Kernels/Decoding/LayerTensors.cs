namespace Align.Kernels.Decoding;

/// <summary>The weights of one block, matrices as [out, in].</summary>
/// <param name="AttentionNorm">[d].</param>
/// <param name="Query">[H·D, d].</param>
/// <param name="Key">[K·D, d].</param>
/// <param name="Value">[K·D, d].</param>
/// <param name="Output">[d, H·D].</param>
/// <param name="FeedForwardNorm">[d].</param>
/// <param name="Gate">[f, d].</param>
/// <param name="Up">[f, d].</param>
/// <param name="Down">[d, f].</param>
public sealed record LayerTensors(
    Tensor AttentionNorm, Tensor Query, Tensor Key, Tensor Value, Tensor Output, Tensor FeedForwardNorm, Tensor Gate, Tensor Up, Tensor Down)
{
    /// <summary>[H·D]; <see langword="null"/> for none.</summary>
    public Tensor? QueryBias { get; init; }

    /// <summary>[K·D]; <see langword="null"/> for none.</summary>
    public Tensor? KeyBias { get; init; }

    /// <summary>[K·D]; <see langword="null"/> for none.</summary>
    public Tensor? ValueBias { get; init; }

    /// <summary>[D], the gain of each query head's norm; <see langword="null"/> for none.</summary>
    public Tensor? QueryNorm { get; init; }

    /// <summary>[D], the gain of each key head's norm; <see langword="null"/> for none.</summary>
    public Tensor? KeyNorm { get; init; }

    /// <summary>[d]; <see langword="null"/> for none.</summary>
    public Tensor? OutputBias { get; init; }

    internal IEnumerable<Tensor> All =>
        new[] { AttentionNorm, Query, Key, Value, Output, FeedForwardNorm, Gate, Up, Down, QueryBias, KeyBias, ValueBias, QueryNorm, KeyNorm, OutputBias }.OfType<Tensor>();
}
