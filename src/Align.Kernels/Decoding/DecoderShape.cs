namespace Align.Kernels.Decoding;

/// <summary>The sizes of a decoder-only transformer with RMS norms, rotary positions, grouped queries and SwiGLU.</summary>
/// <param name="Layers">Blocks; at least 1.</param>
/// <param name="Hidden">Width of the residual stream, d.</param>
/// <param name="FeedForward">Width of the feed-forward layers.</param>
/// <param name="Heads">Query heads, H.</param>
/// <param name="KeyHeads">Key and value heads, K; divides <paramref name="Heads"/>.</param>
/// <param name="HeadDim">Width of one head, D; even.</param>
/// <param name="Vocabulary">Token ids, V.</param>
/// <param name="NormEpsilon">Added to mean squares.</param>
public sealed record DecoderShape(
    int Layers, int Hidden, int FeedForward, int Heads, int KeyHeads, int HeadDim, int Vocabulary, double NormEpsilon);
