using System.Runtime.InteropServices;
using Align.Kernels.Decoding;

namespace Align.Kernels.Interop;

/// <summary><c>align_weights</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeWeights(DecoderTensors tensors, float* cosines, float* sines)
{
    private readonly float* _embedding = TensorMemory.Of(tensors.Embedding);
    private readonly float* _finalNorm = TensorMemory.Of(tensors.FinalNorm);
    private readonly float* _head = TensorMemory.Of(tensors.Head);
    private readonly float* _cosines = cosines;
    private readonly float* _sines = sines;
}
