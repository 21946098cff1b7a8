using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Align.Kernels.Interop;

/// <summary>Where a tensor's values lie, by members that both stacks have.</summary>
internal static unsafe class TensorMemory
{
    /// <summary>Whether native code may read a tensor in place: float32, contiguous, in host memory.</summary>
    internal static bool IsReadable(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32 && tensor.device_type == DeviceType.CPU && tensor.is_contiguous();

    /// <summary>The first value; null where there is no tensor. Good as long as the tensor is.</summary>
    internal static float* Of(Tensor? tensor)
    {
        if (tensor is null) return null;
        // A span is at most 2 GiB long, a matrix may be longer: its first row will do.
        using var scope = torch.NewDisposeScope();
        var first = tensor.detach().narrow(0, 0, 1);
        return (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }
}
