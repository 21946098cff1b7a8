using Align.Kernels.Interop;

namespace Align.Kernels.Decoding;

/// <summary>A transformer's weights, read in place. Not owned.</summary>
/// <param name="Embedding">[V, d].</param>
/// <param name="FinalNorm">[d].</param>
/// <param name="Head">[V, d]; the embedding where the two are tied.</param>
/// <param name="Layers">One a block.</param>
public sealed record DecoderTensors(Tensor Embedding, Tensor FinalNorm, Tensor Head, IReadOnlyList<LayerTensors> Layers)
{
    /// <summary>Whether all of them are float32, contiguous and in host memory.</summary>
    public bool AreReadable => All.All(TensorMemory.IsReadable);

    private IEnumerable<Tensor> All => [Embedding, FinalNorm, Head, .. Layers.SelectMany(layer => layer.All)];
}
