using System.Runtime.InteropServices;

namespace Align.Kernels.Interop;

/// <summary>Owns a native decoder, and keeps the model that it reads from being freed before it.</summary>
internal sealed class DecoderHandle : SafeHandle
{
    private readonly ModelHandle _model;

    /// <param name="model">Holds one reference more, which this handle gives back.</param>
    /// <param name="decoder">Of that model; 0 where there is none.</param>
    internal DecoderHandle(ModelHandle model, IntPtr decoder)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        _model = model;
        SetHandle(decoder);
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        NativeMethods.align_decoder_free(handle);
        _model.DangerousRelease();
        return true;
    }
}
