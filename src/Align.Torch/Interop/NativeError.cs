using System.Runtime.InteropServices;

namespace Align.Torch.Interop;

/// <summary>Turns the native side's last error of this thread into an exception.</summary>
internal static class NativeError
{
    /// <summary>libtorch's whole text of this thread's last failure.</summary>
    internal static string LastMessage() => Marshal.PtrToStringUTF8(NativeMethods.align_last_error()) ?? string.Empty;

    /// <summary>The exception for the last failure, of a function that is no operator.</summary>
    internal static Exception ToException(string function)
    {
        var text = LastMessage();
        return new TorchException(function, TorchException.FirstLineOf(text), text);
    }

    /// <summary>Throws when <paramref name="status"/> says that the call failed.</summary>
    internal static int Check(int status, string function) => status >= 0 ? status : throw ToException(function);

    /// <inheritdoc cref="Check(int, string)"/>
    internal static IntPtr Check(IntPtr pointer, string function) => pointer != IntPtr.Zero ? pointer : throw ToException(function);
}
