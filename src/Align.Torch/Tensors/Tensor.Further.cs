using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Drops a dimension of size 1, or, when null, all of them, in place; returns this tensor.</summary>
        public Tensor squeeze_(long? dim = null) => dim is { } one ? Dispatch.CallInPlace("squeeze_.dim", this, one) : Dispatch.CallInPlace("squeeze_", this);

        /// <summary>Swaps two dimensions in place; returns this tensor.</summary>
        public Tensor transpose_(long dim0, long dim1) => Dispatch.CallInPlace("transpose_", this, dim0, dim1);

        /// <summary>Makes this tensor a view of the memory of <paramref name="source"/>; returns it.</summary>
        public Tensor set_(Tensor source) => Dispatch.CallInPlace("set_.source_Tensor", this, source);

        /// <summary>ln Σ eˣ of the elements so far along a dimension.</summary>
        public Tensor logcumsumexp(long dim) => Dispatch.Call("logcumsumexp", this, dim);

        /// <summary>The distinct elements (of a dimension, its distinct slices); where each input went; how often each occurs.</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            Distinct(dim is { } one
                ? Dispatch.Call3("unique_dim", this, one, sorted, return_inverse, return_counts)
                : Dispatch.Call3("_unique2", this, sorted, return_inverse, return_counts), return_inverse, return_counts);

        private static (Tensor Output, Tensor? Inverse, Tensor? Counts) Distinct((Tensor Output, Tensor Inverse, Tensor Counts) found, bool inverse, bool counts)
        {
            if (!inverse) found.Inverse.Dispose();
            if (!counts) found.Counts.Dispose();
            return (found.Output, inverse ? found.Inverse : null, counts ? found.Counts : null);
        }
    }
}
