#nullable disable annotations // As in TorchSharp, so that overriders may annotate as they like.
using Align.Torch.Interop;

namespace Align.Torch;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What the forward of a custom function leaves for its backward.</summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> values = [];

            internal AutogradContext()
            {
            }

            /// <summary>Whether outputs without a gradient hand zeros to backward (the default) or null.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> ToSave { get; private set; } = [];

            internal List<Tensor> Dirty { get; private set; } = [];

            internal List<Tensor> NonDifferentiable { get; private set; } = [];

            /// <summary>The native node while its backward runs.</summary>
            internal IntPtr RunningNode { get; set; }

            /// <summary>Keeps inputs or outputs for backward; a null stays null. Call at most once, in forward.</summary>
            public void save_for_backward(List<Tensor> tensors) => ToSave = tensors;

            /// <summary>Keeps a value that is no tensor for backward.</summary>
            public void save_data(string key, object value) => values[key] = value;

            /// <summary>The value kept under <paramref name="key"/>, or null.</summary>
            public object get_data(string key) => values.GetValueOrDefault(key);

            /// <summary>Says which inputs forward wrote in place; they must be among its outputs.</summary>
            public void mark_dirty(List<Tensor> tensors) => Dirty = tensors;

            /// <summary>Says which outputs have no gradient.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => NonDifferentiable = tensors;

            /// <summary>Sets <see cref="MaterializeGrads"/>.</summary>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>What <see cref="save_for_backward"/> kept, in its order. Call in backward.</summary>
            /// <exception cref="InvalidOperationException">Called outside backward.</exception>
            /// <exception cref="TorchException">One was written in place since, or the graph was freed.</exception>
            public unsafe List<Tensor> get_saved_variables()
            {
                if (RunningNode == IntPtr.Zero) throw new InvalidOperationException("saved tensors are there only while backward runs");
                var count = NativeError.Check(NativeMethods.align_node_saved(RunningNode, null, 0), "get_saved_variables");
                var pointers = new IntPtr[count];
                fixed (IntPtr* into = pointers)
                {
                    NativeError.Check(NativeMethods.align_node_saved(RunningNode, into, count), "get_saved_variables");
                }
                return [.. pointers.Select(static pointer => pointer == IntPtr.Zero ? null : new Tensor(pointer))];
            }

            /// <summary>Forgets the kept values.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Forgets the kept values.</summary>
            protected virtual void Dispose(bool disposing) => values.Clear();
        }
    }
}
