using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Running sum along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Dispatch.Call("cumsum", this, dim, type);

        /// <summary>Running product along a dimension.</summary>
        public Tensor cumprod(long dim, ScalarType? type = null) => Dispatch.Call("cumprod", this, dim, type);

        /// <summary>Running maximum along a dimension and where it is.</summary>
        public (Tensor values, Tensor indexes) cummax(long dim) => Dispatch.Call2("cummax", this, dim);

        /// <summary>Running minimum along a dimension and where it is.</summary>
        public (Tensor values, Tensor indexes) cummin(long dim) => Dispatch.Call2("cummin", this, dim);

        /// <summary>Differences of neighbours along a dimension, n times.</summary>
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => Dispatch.Call("diff", this, n, dim, prepend, append);

        /// <summary>eˣ / Σ eˣ along a dimension.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Dispatch.Call("softmax.int", this, dim, dtype);

        /// <summary>x − ln Σ eˣ along a dimension.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Dispatch.Call("log_softmax.int", this, dim, dtype);

        /// <summary>The elements along a dimension in order, and where each was.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Dispatch.Call2("sort.stable", this, stable, dim, descending);

        /// <summary>The indices that sort a dimension, Int64.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Dispatch.Call("argsort", this, dim, descending);

        /// <summary>The k largest (or smallest) elements along a dimension, and where each was.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Dispatch.Call2("topk", this, k, dim, largest, sorted);

        /// <summary>The k-th smallest element along a dimension, and where it is.</summary>
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => Dispatch.Call2("kthvalue", this, k, dim ?? -1, keepdim);

        /// <summary>How often each of 0, 1, … occurs in an integral vector, or the sum of its weights.</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0) => Dispatch.Call("bincount", this, weights, minlength);

        /// <summary>Into which interval between sorted boundaries each element falls, Int64.</summary>
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Dispatch.Call("bucketize.Tensor", this, boundaries, outInt32, right);
    }
}
