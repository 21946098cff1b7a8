using System.Runtime.InteropServices;

namespace Align.Kernels.Interop;

/// <summary>The functions of libalign_kernels.so; native/align_kernels.h documents each.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "align_kernels";

    [LibraryImport(Library)] internal static partial IntPtr align_model_new(NativeShape* shape, NativeWeights* weights, NativeLayer* layers, long threads);
    [LibraryImport(Library)] internal static partial void align_model_free(IntPtr model);
    [LibraryImport(Library)] internal static partial IntPtr align_decoder_new(ModelHandle model, NativeRotary* rotary, long maxRows, long maxLogitsRows, long threads);
    [LibraryImport(Library)] internal static partial void align_decoder_free(IntPtr decoder);
    [LibraryImport(Library)] internal static partial int align_decoder_reserve(DecoderHandle decoder, long count);
    [LibraryImport(Library)] internal static partial void align_decoder_copy_page(DecoderHandle decoder, long from, long to);
    [LibraryImport(Library)] internal static partial void align_decoder_step(DecoderHandle decoder, NativeStep* step);
    [LibraryImport(Library)] internal static partial int align_vector_floats();
}
