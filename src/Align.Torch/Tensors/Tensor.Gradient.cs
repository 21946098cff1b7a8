using Align.Torch.Dispatching;
using Align.Torch.Interop;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether autograd records what is done with the tensor.</summary>
        /// <exception cref="TorchException">Set on a tensor that is not floating, or cleared on one that is not a leaf.</exception>
        public bool requires_grad
        {
            get
            {
                using var self = new BorrowedTensor(this);
                return NativeError.Check(NativeMethods.align_tensor_requires_grad(self.Pointer), "torch.Tensor.requires_grad") != 0;
            }
            set
            {
                using var self = new BorrowedTensor(this);
                NativeError.Check(NativeMethods.align_tensor_set_requires_grad(self.Pointer, value ? 1 : 0), "torch.Tensor.requires_grad");
            }
        }

        /// <summary>Whether no recorded operator made the tensor.</summary>
        public bool is_leaf
        {
            get
            {
                using var self = new BorrowedTensor(this);
                return NativeError.Check(NativeMethods.align_tensor_is_leaf(self.Pointer), "torch.Tensor.is_leaf") != 0;
            }
        }

        /// <summary>Whether the tensor was made in inference mode.</summary>
        internal bool is_inference
        {
            get
            {
                using var self = new BorrowedTensor(this);
                return NativeError.Check(NativeMethods.align_tensor_is_inference(self.Pointer), "torch.Tensor.is_inference") != 0;
            }
        }

        /// <summary>The sum of the gradients that reached this leaf; null before the first backward pass. Each get is a new object for the same memory.</summary>
        /// <exception cref="TorchException">Set to a tensor of another shape, dtype or device.</exception>
        public unsafe Tensor? grad
        {
            get
            {
                using var self = new BorrowedTensor(this);
                IntPtr found;
                NativeError.Check(NativeMethods.align_tensor_grad(self.Pointer, &found), "torch.Tensor.grad");
                return found == IntPtr.Zero ? null : new Tensor(found);
            }
            set
            {
                using var self = new BorrowedTensor(this);
                using var given = new BorrowedTensor(value);
                NativeError.Check(NativeMethods.align_tensor_set_grad(self.Pointer, given.Pointer), "torch.Tensor.grad");
            }
        }

        /// <summary>Sets <see cref="requires_grad"/>; returns this tensor.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Sets <see cref="requires_grad"/>; returns this tensor.</summary>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Keeps the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad()
        {
            using var self = new BorrowedTensor(this);
            NativeError.Check(NativeMethods.align_tensor_retain_grad(self.Pointer), "torch.Tensor.retain_grad");
        }

        /// <summary>The same memory, outside autograd's record.</summary>
        public Tensor detach() => Dispatch.Call("detach", this);

        /// <summary>Takes this tensor out of autograd's record; returns it.</summary>
        public Tensor detach_() => Dispatch.CallInPlace("detach_", this);

        /// <summary>Adds the gradient of this one-element tensor to every leaf that it depends on.</summary>
        public void backward() => autograd.backward([this]);

        /// <summary>Adds gradients of this tensor to every leaf (or to <paramref name="inputs"/> only) that it depends on.</summary>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
