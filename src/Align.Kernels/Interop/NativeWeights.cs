using System.Runtime.InteropServices;
using Align.Kernels.Decoding;

namespace Align.Kernels.Interop;

/// <summary><c>align_weights</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeWeights(DecoderTensors tensors)
{
    private readonly float* _embedding = TensorMemory.Of(tensors.Embedding);
    private readonly float* _finalNorm = TensorMemory.Of(tensors.FinalNorm);
    private readonly float* _head = TensorMemory.Of(tensors.Head);
}
