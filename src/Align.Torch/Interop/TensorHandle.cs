using System.Runtime.InteropServices;

namespace Align.Torch.Interop;

/// <summary>
/// Owns one reference to a native tensor. A call that uses the tensor holds it open, so that a dispose on another
/// thread takes effect after that call and never frees memory in use.
/// </summary>
internal sealed class TensorHandle : SafeHandle
{
    private static long live;
    private static long peak;

    internal TensorHandle(IntPtr tensor)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        SetHandle(tensor);
        var count = Interlocked.Increment(ref live);
        long seen;
        while (count > (seen = Interlocked.Read(ref peak)) && Interlocked.CompareExchange(ref peak, count, seen) != seen)
        {
        }
    }

    /// <summary>How many native references this process holds through C# now.</summary>
    internal static long LiveCount => Interlocked.Read(ref live);

    /// <summary>The largest <see cref="LiveCount"/> so far.</summary>
    internal static long PeakCount => Interlocked.Read(ref peak);

    public override bool IsInvalid => handle == IntPtr.Zero;

    internal IntPtr Pointer => handle;

    protected override bool ReleaseHandle()
    {
        NativeMethods.align_tensor_free(handle);
        Interlocked.Decrement(ref live);
        return true;
    }
}
