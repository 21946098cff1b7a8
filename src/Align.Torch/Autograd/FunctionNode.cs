using System.Runtime.InteropServices;
using Align.Torch.Interop;
using static Align.Torch.torch;
using static Align.Torch.torch.autograd;

namespace Align.Torch;

/// <summary>
/// One application of a custom function. The native graph owns it through a <see cref="GCHandle"/> that it gives back when
/// the graph dies.
/// </summary>
#pragma warning disable CA1001 // the context holds managed values only and dies with this object
internal sealed class FunctionNode
#pragma warning restore CA1001
{
    private readonly string name;
    private readonly Func<AutogradContext, List<Tensor>, List<Tensor>> backward;
    private readonly AutogradContext context = new();
    private readonly bool[] isTensor;
    private readonly List<(long[] Shape, ScalarType Type, Device Device)> outputs = [];

    private FunctionNode(string name, bool[] isTensor, Func<AutogradContext, List<Tensor>, List<Tensor>> backward)
    {
        this.name = name;
        this.isTensor = isTensor;
        this.backward = backward;
    }

    /// <summary>Runs <paramref name="forward"/> unrecorded and puts <paramref name="backward"/> into the graph where needed.</summary>
    internal static List<Tensor> Apply(
        string name,
        object[] arguments,
        Func<AutogradContext, object[], List<Tensor>> forward,
        Func<AutogradContext, List<Tensor>, List<Tensor>> backward)
    {
        var isTensor = Array.ConvertAll(arguments, static argument => argument is Tensor { IsInvalid: false });
        var inputs = arguments.OfType<Tensor>().Where(static tensor => !tensor.IsInvalid).ToArray();
        var node = new FunctionNode(name, isTensor, backward);
        List<Tensor> results;
        using (no_grad()) results = forward(node.context, arguments);
        if (!is_grad_enabled() || !Array.Exists(inputs, static input => input.requires_grad)) return results;
        return node.Record(inputs, results);
    }

    private unsafe List<Tensor> Record(Tensor[] inputs, List<Tensor> results)
    {
        using var borrowed = new BorrowedTensors(inputs);
        IntPtr native;
        fixed (IntPtr* pointers = borrowed.Pointers)
        {
            var handle = GCHandle.ToIntPtr(GCHandle.Alloc(this));
            native = NativeMethods.align_node_new(name, pointers, inputs.Length, &RunBackward, &Release, handle);
            if (native == IntPtr.Zero) GCHandle.FromIntPtr(handle).Free();
        }
        NativeError.Check(native, name);
        try
        {
            var recorded = results.ConvertAll(result => RecordOutput(native, result, inputs));
            Save(native, results, recorded);
            return recorded;
        }
        finally
        {
            NativeMethods.align_node_free(native);
        }
    }

    private Tensor RecordOutput(IntPtr native, Tensor result, Tensor[] inputs)
    {
        outputs.Add((result.shape, result.dtype, result.device));
        var isInput = Contains(inputs, result);
        var isDirty = Contains(context.Dirty, result);
        var isDifferentiable = !Contains(context.NonDifferentiable, result);
        using var borrowed = new BorrowedTensor(result);
        var made = NativeError.Check(
            NativeMethods.align_node_add_output(native, borrowed.Pointer, isInput ? 1 : 0, isDirty ? 1 : 0, isDifferentiable ? 1 : 0), name);
        if (made != borrowed.Pointer) return new Tensor(made);
        NativeMethods.align_tensor_free(made);
        return result;
    }

    private unsafe void Save(IntPtr native, List<Tensor> results, List<Tensor> recorded)
    {
        var saved = context.ToSave.ConvertAll(tensor => tensor is null ? null : ReplacedBy(tensor, results, recorded));
        var isOutput = saved.Select(tensor => tensor is not null && Contains(recorded, tensor) && !Contains(context.Dirty, tensor) ? 1 : 0).ToArray();
        using var borrowed = new BorrowedTensors(saved);
        fixed (IntPtr* pointers = borrowed.Pointers)
        fixed (int* flags = isOutput)
        {
            NativeError.Check(NativeMethods.align_node_save(native, pointers, flags, saved.Count), name);
        }
        context.save_for_backward([]);
        context.mark_dirty([]);
        context.mark_non_differentiable([]);
    }

    private static Tensor ReplacedBy(Tensor tensor, List<Tensor> results, List<Tensor> recorded)
    {
        var position = results.FindIndex(result => ReferenceEquals(result, tensor));
        return position < 0 ? tensor : recorded[position];
    }

    private static bool Contains(IEnumerable<Tensor> tensors, Tensor wanted) => tensors.Any(tensor => ReferenceEquals(tensor, wanted));

    [UnmanagedCallersOnly]
    private static unsafe int RunBackward(IntPtr context, IntPtr node, IntPtr* grads, int gradCount, IntPtr* inputGrads, int inputCount)
    {
        try
        {
            ((FunctionNode)GCHandle.FromIntPtr(context).Target!).Run(node, new(grads, gradCount), new(inputGrads, inputCount));
            return 0;
        }
#pragma warning disable CA1031 // no exception may cross native frames: the pass that ran this throws it again
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Callbacks.Remember(failure);
            NativeMethods.align_callback_error(failure.Message);
            return -1;
        }
    }

    [UnmanagedCallersOnly]
    private static void Release(IntPtr context) => GCHandle.FromIntPtr(context).Free();

    private void Run(IntPtr node, ReadOnlySpan<IntPtr> grads, Span<IntPtr> inputGrads)
    {
        using var scope = NewDisposeScope();
        var given = new List<Tensor>();
        for (var i = 0; i < grads.Length; i++) given.Add(GradOf(i, grads[i])!);
        context.RunningNode = node;
        var found = backward(context, given);
        context.RunningNode = IntPtr.Zero;
        RequirePlaces(found);
        var place = 0;
        for (var i = 0; i < isTensor.Length; i++)
        {
            if (!isTensor[i]) continue;
            using var borrowed = new BorrowedTensor(found[i]);
            inputGrads[place++] = NativeMethods.align_tensor_alias(borrowed.Pointer);
        }
    }

    private Tensor? GradOf(int output, IntPtr grad)
    {
        if (grad != IntPtr.Zero) return new Tensor(NativeMethods.align_tensor_alias(grad));
        var (shape, type, device) = outputs[output];
        return context.MaterializeGrads ? zeros(shape, type, device) : null;
    }

    private void RequirePlaces(List<Tensor> found)
    {
        if (found.Count < isTensor.Length || found.Skip(isTensor.Length).Any(static grad => grad is not null))
        {
            throw new InvalidOperationException($"backward of {name} returned {found.Count} gradients for {isTensor.Length} arguments");
        }
        for (var i = 0; i < isTensor.Length; i++)
        {
            if (!isTensor[i] && found[i] is not null) throw new InvalidOperationException($"backward of {name} returned a gradient for argument {i}, which is no tensor");
        }
    }
}
