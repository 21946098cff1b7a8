using Align.Kernels.Interop;

namespace Align.Kernels;

/// <summary>The native library of this room, compiled on the machine that it runs on.</summary>
public static class KernelLibrary
{
    private static readonly Lazy<int> Width = new(FindWidth);

    /// <summary>Whether the library is there and can be loaded.</summary>
    public static bool IsAvailable => Width.Value > 0;

    /// <summary>Single-precision numbers in one vector of the instructions that it was compiled for, such as 16 with AVX-512; 0 where it is absent.</summary>
    public static int VectorFloats => Width.Value;

    private static int FindWidth()
    {
        try
        {
            return NativeMethods.align_vector_floats();
        }
        catch (Exception problem) when (problem is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return 0;
        }
    }
}
