using System.Runtime.InteropServices;
using Align.Kernels.Decoding;

namespace Align.Kernels.Interop;

/// <summary><c>align_layer_weights</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeLayer(LayerTensors layer)
{
    private readonly float* _attentionNorm = TensorMemory.Of(layer.AttentionNorm);
    private readonly float* _query = TensorMemory.Of(layer.Query);
    private readonly float* _key = TensorMemory.Of(layer.Key);
    private readonly float* _value = TensorMemory.Of(layer.Value);
    private readonly float* _queryBias = TensorMemory.Of(layer.QueryBias);
    private readonly float* _keyBias = TensorMemory.Of(layer.KeyBias);
    private readonly float* _valueBias = TensorMemory.Of(layer.ValueBias);
    private readonly float* _queryNorm = TensorMemory.Of(layer.QueryNorm);
    private readonly float* _keyNorm = TensorMemory.Of(layer.KeyNorm);
    private readonly float* _output = TensorMemory.Of(layer.Output);
    private readonly float* _outputBias = TensorMemory.Of(layer.OutputBias);
    private readonly float* _feedForwardNorm = TensorMemory.Of(layer.FeedForwardNorm);
    private readonly float* _gate = TensorMemory.Of(layer.Gate);
    private readonly float* _up = TensorMemory.Of(layer.Up);
    private readonly float* _down = TensorMemory.Of(layer.Down);
}
