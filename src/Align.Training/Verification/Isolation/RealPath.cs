using System.Runtime.InteropServices;

namespace Align.Training.Verification.Isolation;

/// <summary>Where a path leads when every link on the way is followed, those of the folders above it included.</summary>
internal static class RealPath
{
    /// <summary>The path without links; <see langword="null"/> where nothing is there, or nothing that this process could find.</summary>
    public static string? Of(string path)
    {
        var found = PosixCalls.RealPath(path, 0);
        try
        {
            return Marshal.PtrToStringUTF8(found);
        }
        finally
        {
            PosixCalls.Release(found);
        }
    }
}
