using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Zeros in the shape of this tensor, with its dtype and device unless given.</summary>
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Dispatch.Call("zeros_like", this, dtype, Argument.None, device), requires_grad);

        /// <summary>Ones in the shape of this tensor, with its dtype and device unless given.</summary>
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Dispatch.Call("ones_like", this, dtype, Argument.None, device), requires_grad);

        /// <summary>Uninitialized memory in the shape of this tensor, with its dtype and device unless given.</summary>
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Dispatch.Call("empty_like", this, dtype, Argument.None, device), requires_grad);

        /// <summary>Uniform numbers from [0, 1) in the shape of this tensor, with its dtype and device unless given.</summary>
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Dispatch.Call("rand_like", this, dtype, Argument.None, device), requires_grad);

        /// <summary>Standard normal numbers in the shape of this tensor, with its dtype and device unless given.</summary>
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Dispatch.Call("randn_like", this, dtype, Argument.None, device), requires_grad);

        /// <summary>The shape of this tensor filled with <paramref name="value"/>, with its dtype and device unless given.</summary>
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Dispatch.Call("full_like", this, value, dtype, Argument.None, device), requires_grad);

        /// <summary>Integers from [low, high) in the shape of this tensor.</summary>
        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Dispatch.Call("randint_like.low_dtype", this, low, high, dtype, Argument.None, device), requires_grad);

        /// <summary>Zeros with the dtype and device of this tensor unless given.</summary>
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            zeros(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        /// <summary>Ones with the dtype and device of this tensor unless given.</summary>
        public Tensor new_ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            ones([size], dtype ?? this.dtype, device ?? this.device, requires_grad);

        /// <summary>Ones with the dtype and device of this tensor unless given.</summary>
        public Tensor new_ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            ones([rows, columns], dtype ?? this.dtype, device ?? this.device, requires_grad);

        /// <summary>Uninitialized memory with the dtype and device of this tensor unless given.</summary>
        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            empty(size, dtype ?? this.dtype, device ?? this.device, requires_grad);

        /// <summary>A tensor filled with <paramref name="value"/>, with the dtype and device of this tensor unless given.</summary>
        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            full(size, value, dtype ?? this.dtype, device ?? this.device, requires_grad);
    }
}
