using System.Runtime.InteropServices;

namespace Align.Kernels.Interop;

/// <summary>Owns a native decoder.</summary>
internal sealed class DecoderHandle : SafeHandle
{
    internal DecoderHandle(IntPtr decoder)
        : base(IntPtr.Zero, ownsHandle: true) => SetHandle(decoder);

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        NativeMethods.align_decoder_free(handle);
        return true;
    }
}
