using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum of all elements; integers and Bool sum as Int64.</summary>
        public Tensor sum(ScalarType? type = null) => Dispatch.Call("sum", this, type);

        /// <summary>Sum over dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Dispatch.Call("sum.dim_IntList", this, dim, keepdim, type);

        /// <summary>Sum over dimensions.</summary>
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            Dispatch.Call("sum.dim_IntList", this, dim.ToArray(), keepdim, type);

        /// <summary>Sum over dimensions.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Dispatch.Call("sum.dim_IntList", this, new[] { dim }, keepdim, type);

        /// <summary>Sum over two dimensions.</summary>
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum(new[] { dim0, dim1 }, keepdim, type);

        /// <summary>Mean of all elements, of a floating tensor.</summary>
        public Tensor mean() => Dispatch.Call("mean", this);

        /// <summary>Mean over dimensions, of a floating tensor or as <paramref name="type"/>.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Dispatch.Call("mean.dim", this, dimensions, keepdim, type);

        /// <summary>Product of all elements.</summary>
        public Tensor prod(ScalarType? type = null) => Dispatch.Call("prod", this, type);

        /// <summary>Product over a dimension.</summary>
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Dispatch.Call("prod.dim_int", this, dim, keepdim, type);

        /// <summary>Standard deviation of all elements, with Bessel's correction when unbiased.</summary>
        public Tensor std(bool unbiased = true) => Dispatch.Call("std", this, unbiased);

        /// <summary>Standard deviation over dimensions, with Bessel's correction when unbiased.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).CallDeviation("std.dim", dimensions, unbiased, keepdim);

        /// <summary>Standard deviation over dimensions, with Bessel's correction when unbiased.</summary>
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).CallDeviation("std.dim", dimensions.ToArray(), unbiased, keepdim);

        /// <summary>Standard deviation over dimensions, with Bessel's correction when unbiased.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).CallDeviation("std.dim", new[] { dim }, unbiased, keepdim);

        /// <summary>Variance of all elements, with Bessel's correction when unbiased.</summary>
        public Tensor var(bool unbiased = true) => Dispatch.Call("var", this, unbiased);

        /// <summary>Variance over dimensions, with Bessel's correction when unbiased.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).CallDeviation("var.dim", dimensions, unbiased, keepdim);

        /// <summary>Variance over dimensions, with Bessel's correction when unbiased.</summary>
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).CallDeviation("var.dim", dimensions.ToArray(), unbiased, keepdim);

        /// <summary>Variance over dimensions, with Bessel's correction when unbiased.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(type).CallDeviation("var.dim", new[] { dim }, unbiased, keepdim);

        /// <summary>Variance and mean of all elements.</summary>
        public (Tensor @var, Tensor mean) var_mean(bool unbiased = true) => Dispatch.Call2("var_mean", this, unbiased);

        /// <summary>Standard deviation and mean of all elements.</summary>
        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Dispatch.Call2("std_mean", this, unbiased);

        private Tensor Typed(ScalarType? type) => type is { } wanted && wanted != dtype ? to_type(wanted) : this;

        private Tensor CallDeviation(string name, long[] dimensions, bool unbiased, bool keepdim) =>
            Dispatch.Call(name, this, dimensions, unbiased, keepdim);
    }
}
