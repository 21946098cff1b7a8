using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same elements in another shape, without a copy; one size may be -1.</summary>
        public Tensor view(params long[] shape) => Dispatch.Call("view", this, shape);

        /// <summary>The same elements in the shape of <paramref name="other"/>, without a copy.</summary>
        public Tensor view_as(Tensor other) => view(Given(other).shape);

        /// <summary>The same elements in another shape, copied only where needed; one size may be -1.</summary>
        public Tensor reshape(params long[] shape) => Dispatch.Call("reshape", this, shape);

        /// <summary>Joins dimensions start_dim … end_dim into one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Dispatch.Call("flatten.using_ints", this, start_dim, end_dim);

        /// <summary>Swaps two dimensions, without a copy.</summary>
        public Tensor transpose(long dim0, long dim1) => Dispatch.Call("transpose.int", this, dim0, dim1);

        /// <summary>Another name of <see cref="transpose(long, long)"/>.</summary>
        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        /// <summary>The transpose of a matrix, without a copy.</summary>
        public Tensor t() => Dispatch.Call("t", this);

        /// <summary>The dimensions in another order, without a copy.</summary>
        public Tensor permute(params long[] permutation) => Dispatch.Call("permute", this, permutation);

        /// <summary>Drops a dimension of size 1, or, when null, all of them.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } one ? Dispatch.Call("squeeze.dim", this, one) : Dispatch.Call("squeeze", this);

        /// <summary>Inserts a dimension of size 1.</summary>
        public Tensor unsqueeze(long dim) => Dispatch.Call("unsqueeze", this, dim);

        /// <summary>Inserts a dimension of size 1 in place; returns this tensor.</summary>
        public Tensor unsqueeze_(long dim) => Dispatch.CallInPlace("unsqueeze_", this, dim);

        /// <summary>Repeats dimensions of size 1 to the given sizes, without a copy; -1 keeps a size.</summary>
        public Tensor expand(long[] sizes, bool isImplicit = false) => Dispatch.Call("expand", this, sizes, isImplicit);

        /// <summary>Repeats dimensions of size 1 to the given sizes, without a copy; -1 keeps a size.</summary>
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray(), isImplicit);

        /// <summary>Repeats dimensions of size 1 to the given sizes, without a copy; -1 keeps a size.</summary>
        public Tensor expand(params long[] sizes) => expand(sizes, false);

        /// <summary>Expands to the shape of <paramref name="other"/>.</summary>
        public Tensor expand_as(Tensor other) => expand(Given(other).shape, false);

        /// <summary>Copies the tensor the given number of times along each dimension.</summary>
        public Tensor repeat(params long[] sizes) => Dispatch.Call("repeat", this, sizes);

        /// <summary>Copies the tensor the given number of times along each dimension; missing leading counts are 1.</summary>
        public Tensor tile(long[] reps) => Dispatch.Call("tile", this, reps);

        /// <summary>Repeats each element along a dimension (of the flattened tensor when null).</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Dispatch.Call("repeat_interleave.self_int", this, repeats, dim, output_size);

        /// <summary>Repeats each element along a dimension (of the flattened tensor when null).</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Dispatch.Call("repeat_interleave.self_Tensor", this, repeats, dim, output_size);

        /// <summary>Reverses dimensions.</summary>
        public Tensor flip(params long[] dims) => Dispatch.Call("flip", this, dims);

        /// <summary>Shifts elements along a dimension (of the flattened tensor when null); what leaves enters at the other end.</summary>
        public Tensor roll(long shifts, long? dims = null) =>
            Dispatch.Call("roll", this, new[] { shifts }, dims is { } dim ? new[] { dim } : Array.Empty<long>());

        /// <summary>Shifts elements along dimensions; what leaves enters at the other end.</summary>
        public Tensor roll(long[] shifts, long[] dims) => Dispatch.Call("roll", this, shifts, dims);

        /// <summary>The elements start … start + length - 1 of a dimension, without a copy.</summary>
        public Tensor narrow(long dim, long start, long length) => Dispatch.Call("narrow", this, dim, start, length);

        /// <summary>One element of a dimension, which disappears; without a copy.</summary>
        public Tensor select(long dim, long index) => Dispatch.Call("select.int", this, dim, index);

        /// <summary>Every step-th element from start up to (not with) finish, without a copy.</summary>
        public Tensor slice(long dim, long start, long finish, long step) => Dispatch.Call("slice.Tensor", this, dim, start, finish, step);

        /// <summary>A view with given sizes and strides of the same memory.</summary>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L) => Dispatch.Call("as_strided", this, size, strides, storageOffset);

        /// <summary>Windows of a size along a dimension, step apart, as a new last dimension; without a copy.</summary>
        public Tensor unfold(long dimension, long size, long step) => Dispatch.Call("unfold", this, dimension, size, step);

        /// <summary>Moves dimensions to other places.</summary>
        public Tensor movedim(long[] source, long[] destination) => Dispatch.Call("movedim.intlist", this, source, destination);
    }
}
