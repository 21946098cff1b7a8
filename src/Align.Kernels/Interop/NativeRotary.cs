using System.Runtime.InteropServices;

namespace Align.Kernels.Interop;

/// <summary><c>align_rotary</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeRotary(int positions, float* cosines, float* sines)
{
    private readonly long _positions = positions;
    private readonly float* _cosines = cosines;
    private readonly float* _sines = sines;
}
