using System.Runtime.InteropServices;

namespace Align.Kernels.Interop;

/// <summary>Owns a native model: the copies of the matrices.</summary>
internal sealed class ModelHandle : SafeHandle
{
    internal ModelHandle(IntPtr model)
        : base(IntPtr.Zero, ownsHandle: true) => SetHandle(model);

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        NativeMethods.align_model_free(handle);
        return true;
    }
}
