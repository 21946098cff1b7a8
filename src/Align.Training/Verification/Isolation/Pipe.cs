using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Align.Training.Verification.Isolation;

/// <summary>Pipes whose ends no other program that this process starts can inherit.</summary>
internal static unsafe class Pipe
{
    private const int CloseOnExec = 0x80000;

    /// <summary>A new pipe.</summary>
    /// <exception cref="IOException">There are no descriptors left.</exception>
    public static (SafeFileHandle In, SafeFileHandle Out) Create()
    {
        var ends = stackalloc int[2];
        return PosixCalls.Pipe(ends, CloseOnExec) == 0
            ? (new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true))
            : throw new IOException($"a pipe cannot be made: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>An end of a pipe as a stream.</summary>
    public static Stream Stream(SafeFileHandle end, FileAccess access) => new FileStream(end, access, bufferSize: 0, isAsync: false);
}
