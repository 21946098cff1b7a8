using System.Runtime.InteropServices;
using Align.Kernels.Decoding;

namespace Align.Kernels.Interop;

/// <summary><c>align_shape</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeShape(DecoderShape shape)
{
    private readonly long _layers = shape.Layers;
    private readonly long _hidden = shape.Hidden;
    private readonly long _feedForward = shape.FeedForward;
    private readonly long _heads = shape.Heads;
    private readonly long _keyHeads = shape.KeyHeads;
    private readonly long _headDim = shape.HeadDim;
    private readonly long _vocabulary = shape.Vocabulary;
    private readonly double _normEpsilon = shape.NormEpsilon;
}
