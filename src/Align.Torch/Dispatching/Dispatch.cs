using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Align.Torch.Interop;
using static Align.Torch.torch;

namespace Align.Torch.Dispatching;

/// <summary>
/// The one way to run an operator. The name that every method takes is the schema's name and overload without the
/// namespace (<c>"add.Tensor"</c>, <c>"mm"</c>); arguments come in the schema's order, trailing ones may be left out and
/// an <see cref="Argument.Default"/> may stand anywhere: both take the schema's default. Autograd records the call as it
/// would from Python. A refused call throws <see cref="TorchException"/>.
/// </summary>
internal static unsafe class Dispatch
{
    private const int MaximumResults = 8;

    /// <summary>Runs an operator that returns one tensor.</summary>
    internal static Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaximumResults];
        Run(name, arguments, results);
        return NewTensor(results[0]);
    }

    /// <summary>Runs an operator that returns two tensors.</summary>
    internal static (Tensor First, Tensor Second) Call2(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaximumResults];
        Run(name, arguments, results);
        return (NewTensor(results[0]), NewTensor(results[1]));
    }

    /// <summary>Runs an operator that returns three tensors.</summary>
    internal static (Tensor First, Tensor Second, Tensor Third) Call3(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaximumResults];
        Run(name, arguments, results);
        return (NewTensor(results[0]), NewTensor(results[1]), NewTensor(results[2]));
    }

    /// <summary>Runs an operator that returns a list of tensors.</summary>
    internal static Tensor[] CallList(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaximumResults];
        Run(name, arguments, results);
        return NewTensors(results[0]);
    }

    /// <summary>Runs an operator that returns a truth value.</summary>
    internal static bool CallBool(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaximumResults];
        Run(name, arguments, results);
        return results[0].Payload != 0;
    }

    /// <summary>Runs an operator that returns a number.</summary>
    internal static Scalar CallScalar(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MaximumResults];
        Run(name, arguments, results);
        return new Scalar(results[0].Tag, results[0].Payload);
    }

    /// <summary>Runs an operator that writes into <paramref name="self"/>, its first argument, and returns that.</summary>
    internal static Tensor CallInPlace(string name, Tensor self, params ReadOnlySpan<Argument> arguments)
    {
        var all = new ArgumentBuffer();
        all[0] = self;
        for (var i = 0; i < arguments.Length; i++) all[i + 1] = arguments[i];
        var results = stackalloc NativeValue[MaximumResults];
        var count = Run(name, ((ReadOnlySpan<Argument>)all)[..(arguments.Length + 1)], results);
        for (var i = 0; i < count; i++) NativeMethods.align_tensor_free(new IntPtr(results[i].Payload));
        return self;
    }

    private static int Run(string name, ReadOnlySpan<Argument> arguments, NativeValue* results)
    {
        var op = Operator.Find(name);
        var values = stackalloc NativeValue[arguments.Length];
        var words = ArgumentEncoding.ScratchWords(arguments);
        var heap = words > 256 ? (long*)NativeMemory.Alloc((nuint)words, sizeof(long)) : null;
        var stack = stackalloc long[heap is null ? words : 0];
        var borrowed = 0;
        try
        {
            ArgumentEncoding.Encode(arguments, values, heap is null ? stack : heap, ref borrowed);
            var count = NativeMethods.align_operator_call(op.Pointer, values, arguments.Length, results, MaximumResults);
            return count >= 0 ? count : throw Refusal(op, arguments);
        }
        finally
        {
            ArgumentEncoding.Release(arguments, borrowed);
            NativeMemory.Free(heap);
        }
    }

    private static TorchException Refusal(Operator op, ReadOnlySpan<Argument> arguments)
    {
        var text = NativeError.LastMessage();
        return new TorchException(op.Name, TorchException.FirstLineOf(text), text, ArgumentText.Describe(arguments));
    }

    private static Tensor NewTensor(in NativeValue value) =>
        value.Tag == ValueTag.Tensor && value.Payload != 0
            ? new(new IntPtr(value.Payload))
            : throw new InvalidOperationException($"the operator returned no tensor but {value.Tag}");

    private static Tensor[] NewTensors(in NativeValue value)
    {
        var handles = (IntPtr*)value.Payload;
        var tensors = new Tensor[value.Count];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = new Tensor(handles[i]);
        NativeMethods.align_array_free(handles);
        return tensors;
    }

    [InlineArray(12)]
    private struct ArgumentBuffer
    {
        private Argument first;
    }
}
