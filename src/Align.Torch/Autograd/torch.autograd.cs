using Align.Torch.Interop;

namespace Align.Torch;

public static partial class torch
{
    /// <summary>Gradients.</summary>
    public static partial class autograd
    {
        /// <summary>
        /// The gradients of <paramref name="outputs"/>, weighted by <paramref name="grad_outputs"/> (ones of scalars when null),
        /// with respect to <paramref name="inputs"/>; leaves' <c>grad</c> is left alone.
        /// </summary>
        /// <returns>One gradient an input; null where an unused input was allowed.</returns>
        /// <exception cref="TorchException">No path leads to an input, or the graph was freed.</exception>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs,
            IList<Tensor> inputs,
            IList<Tensor>? grad_outputs = null,
            bool retain_graph = false,
            bool create_graph = false,
            bool allow_unused = false)
        {
            using var from = new BorrowedTensors(outputs);
            using var to = new BorrowedTensors(inputs);
            using var seeds = new BorrowedTensors(grad_outputs);
            var found = new IntPtr[to.Pointers.Length];
            fixed (IntPtr* output = from.Pointers, input = to.Pointers, seed = seeds.Pointers, into = found)
            {
                var status = NativeMethods.align_grad(
                    output, seed, from.Pointers.Length, input, to.Pointers.Length, Flag(retain_graph || create_graph), Flag(create_graph), Flag(allow_unused), into);
                Callbacks.Check(status, "torch.autograd.grad");
            }
            return Array.ConvertAll(found, pointer => pointer == IntPtr.Zero ? null! : new Tensor(pointer));
        }

        /// <summary>
        /// Adds the gradients of <paramref name="tensors"/>, weighted by <paramref name="grad_tensors"/> (ones of scalars when
        /// null), to every leaf that they depend on, or only to <paramref name="inputs"/>.
        /// </summary>
        public static unsafe void backward(
            IList<Tensor> tensors,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null)
        {
            using var from = new BorrowedTensors(tensors);
            using var to = new BorrowedTensors(inputs);
            using var seeds = new BorrowedTensors(grad_tensors);
            fixed (IntPtr* output = from.Pointers, input = to.Pointers, seed = seeds.Pointers)
            {
                var status = NativeMethods.align_backward(
                    output, seed, from.Pointers.Length, input, to.Pointers.Length, Flag(retain_graph ?? create_graph), Flag(create_graph));
                Callbacks.Check(status, "torch.autograd.backward");
            }
        }

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        private static int Flag(bool value) => value ? 1 : 0;
    }
}
