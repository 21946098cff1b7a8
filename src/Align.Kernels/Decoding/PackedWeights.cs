using Align.Kernels.Interop;

namespace Align.Kernels.Decoding;

/// <summary>A transformer's matrices copied into the order in which the engine reads them; norms and the embedding are read in place. Any number of decoders, on any threads, may share it.</summary>
public sealed unsafe class PackedWeights : IDisposable
{
    private readonly DecoderTensors _tensors;

    /// <summary>Copies the matrices of given weights, which may not change while it lives.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="tensors">Weights of these sizes.</param>
    /// <param name="threads">Threads that copy; at least 1.</param>
    /// <exception cref="ArgumentException">The weights cannot be read in place.</exception>
    /// <exception cref="InsufficientMemoryException">The copies do not fit into memory.</exception>
    public PackedWeights(DecoderShape shape, DecoderTensors tensors, int threads)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!tensors.AreReadable) throw new ArgumentException("the weights must be float32, contiguous and in host memory", nameof(tensors));
        (Shape, _tensors) = (shape, tensors);
        Handle = new ModelHandle(Create(threads));
        if (Handle.IsInvalid) throw new InsufficientMemoryException("the decode engine's copy of the weights does not fit into memory");
    }

    /// <summary>Sizes.</summary>
    public DecoderShape Shape { get; }

    internal ModelHandle Handle { get; }

    /// <summary>Frees the copies, once no decoder reads them any more.</summary>
    public void Dispose() => Handle.Dispose();

    private IntPtr Create(int threads)
    {
        var shape = new NativeShape(Shape);
        var weights = new NativeWeights(_tensors);
        var layers = _tensors.Layers.Select(layer => new NativeLayer(layer)).ToArray();
        fixed (NativeLayer* layersAt = layers)
        {
            return NativeMethods.align_model_new(&shape, &weights, layersAt, threads);
        }
    }
}
