using System.Runtime.InteropServices;
using Align.Kernels.Decoding;

namespace Align.Kernels.Interop;

/// <summary><c>align_step</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeStep
{
    internal int* PageTables;
    internal long TableWidth;
    internal TokenRow* Rows;
    internal long RowCount;
    internal TokenDraw* Draws;
    internal long DrawCount;
    internal DrawnToken* Drawn;
    internal DrawOptions Options;
    internal long Threads;
}
