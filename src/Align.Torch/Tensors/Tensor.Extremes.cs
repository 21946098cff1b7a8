using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Largest element.</summary>
        public Tensor max() => Dispatch.Call("max", this);

        /// <summary>The larger of each pair, with broadcasting.</summary>
        public Tensor max(Tensor other) => Dispatch.Call("max.other", this, other);

        /// <summary>Largest element along a dimension and where it is.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Dispatch.Call2("max.dim", this, dim, keepdim);

        /// <summary>Where the largest element is in the flattened tensor, Int64.</summary>
        public Tensor argmax() => Dispatch.Call("argmax", this);

        /// <summary>Where the largest element is along a dimension, Int64.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Dispatch.Call("argmax", this, dim, keepdim);

        /// <summary>Largest element over dimensions; equal ones share the gradient.</summary>
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Dispatch.Call("amax", this, dims, keepdim) : Dispatch.Call("amax.out", this, dims, keepdim, @out);

        /// <summary>Largest element over dimensions; equal ones share the gradient.</summary>
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);

        /// <summary>Largest element over dimensions; equal ones share the gradient.</summary>
        public Tensor amax(params long[] dims) => Dispatch.Call("amax", this, dims);

        /// <summary>Smallest element.</summary>
        public Tensor min() => Dispatch.Call("min", this);

        /// <summary>The smaller of each pair, with broadcasting.</summary>
        public Tensor min(Tensor other) => Dispatch.Call("min.other", this, other);

        /// <summary>Smallest element along a dimension and where it is.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Dispatch.Call2("min.dim", this, dim, keepdim);

        /// <summary>Where the smallest element is in the flattened tensor, Int64.</summary>
        public Tensor argmin() => Dispatch.Call("argmin", this);

        /// <summary>Where the smallest element is along a dimension, Int64.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Dispatch.Call("argmin", this, dim, keepdim);

        /// <summary>Smallest element over dimensions; equal ones share the gradient.</summary>
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Dispatch.Call("amin", this, dims, keepdim) : Dispatch.Call("amin.out", this, dims, keepdim, @out);

        /// <summary>Smallest element over dimensions; equal ones share the gradient.</summary>
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);

        /// <summary>Smallest element over dimensions; equal ones share the gradient.</summary>
        public Tensor amin(params long[] dims) => Dispatch.Call("amin", this, dims);

        /// <summary>Whether every element is true (not zero).</summary>
        public Tensor all() => Dispatch.Call("all", this);

        /// <summary>Whether every element is true (not zero), along a dimension.</summary>
        public Tensor all(long dim, bool keepdim = false) => Dispatch.Call("all.dim", this, dim, keepdim);

        /// <summary>Whether some element is true (not zero).</summary>
        public Tensor any() => Dispatch.Call("any", this);

        /// <summary>Whether some element is true (not zero), along a dimension.</summary>
        public Tensor any(long dim, bool keepdim = false) => Dispatch.Call("any.dim", this, dim, keepdim);

        /// <summary>ln Σ eˣ along a dimension, without overflow.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Dispatch.Call("logsumexp", this, new[] { dim }, keepdim);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2.0f) => Dispatch.Call("norm.Scalar", this, (double)p);

        /// <summary>The p-norm along a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) =>
            Dispatch.Call("norm.ScalarOpt_dim", this, (double)p, new[] { (long)dim }, keepdim);

        /// <summary>The lower median of all elements.</summary>
        public Tensor median() => Dispatch.Call("median", this);

        /// <summary>Quantiles along a dimension, linearly interpolated.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Dispatch.Call("quantile", this, q, dim, keepdim);

        /// <summary>How many elements are not zero, over dimensions or, when null, over all.</summary>
        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Dispatch.Call("count_nonzero", this) : Dispatch.Call("count_nonzero.dim_IntList", this, dims);
    }
}
