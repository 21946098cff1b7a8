using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements that <paramref name="index"/> (Int64) names along a dimension.</summary>
        public Tensor gather(long dim, Tensor index) => Dispatch.Call("gather", this, dim, index);

        /// <summary>Puts <paramref name="src"/> where <paramref name="index"/> (Int64) says along a dimension.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Dispatch.Call("scatter.src", this, dim, index, src);

        /// <summary>As <see cref="scatter(long, Tensor, Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Dispatch.CallInPlace("scatter_.src", this, dim, index, src);

        /// <summary>Adds <paramref name="src"/> where <paramref name="index"/> (Int64) says along a dimension.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Dispatch.Call("scatter_add", this, dim, index, src);

        /// <summary>As <see cref="scatter_add(long, Tensor, Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Dispatch.CallInPlace("scatter_add_", this, dim, index, src);

        /// <summary>The slices of a dimension that <paramref name="index"/> (Int64 or Int32) names.</summary>
        public Tensor index_select(long dim, Tensor index) => Dispatch.Call("index_select", this, dim, index);

        /// <summary>Adds alpha · source to the slices that index names.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Dispatch.Call("index_add", this, dim, index, source, alpha);

        /// <summary>As <see cref="index_add(long, Tensor, Tensor, Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Dispatch.CallInPlace("index_add_", this, dim, index, source, alpha);

        /// <summary>Replaces the slices that index names by those of source.</summary>
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Dispatch.Call("index_copy", this, dim, index, source);

        /// <summary>As <see cref="index_copy(long, Tensor, Tensor)"/>, written into this tensor; returns it.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Dispatch.CallInPlace("index_copy_", this, dim, index, source);

        /// <summary>Fills the slices that index names.</summary>
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Dispatch.Call("index_fill.int_Scalar", this, dim, index, value);

        /// <summary>As <see cref="index_fill(long, Tensor, Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Dispatch.CallInPlace("index_fill_.int_Scalar", this, dim, index, value);

        /// <summary>The elements where the mask holds, as a vector.</summary>
        public Tensor masked_select(Tensor mask) => Dispatch.Call("masked_select", this, mask);

        /// <summary>The tensor with <paramref name="value"/> where the mask holds.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Dispatch.Call("masked_fill.Scalar", this, mask, value);

        /// <summary>As <see cref="masked_fill(Tensor, Scalar)"/>, written into this tensor; returns it.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => Dispatch.CallInPlace("masked_fill_.Scalar", this, mask, value);

        /// <summary>The tensor with the elements of <paramref name="value"/>, in order, where the mask holds.</summary>
        public Tensor masked_scatter(Tensor mask, Tensor value) => Dispatch.Call("masked_scatter", this, mask, value);

        /// <summary>The elements that index names in the flattened tensor.</summary>
        public Tensor take(Tensor index) => Dispatch.Call("take", this, index);

        /// <summary>The elements that indices name along a dimension, with broadcasting.</summary>
        public Tensor take_along_dim(Tensor indices, long dim) => Dispatch.Call("take_along_dim", this, indices, dim);

        /// <summary>The indices of elements that are not zero, Int64 [n, dim].</summary>
        public Tensor nonzero() => Dispatch.Call("nonzero", this);
    }
}
