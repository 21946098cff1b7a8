using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Views of at most <paramref name="size"/> elements of a dimension each.</summary>
        public Tensor[] split(long size, int dim = 0) => Dispatch.CallList("split.Tensor", this, size, dim);

        /// <summary>Views of the given sizes along a dimension.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => Dispatch.CallList("split_with_sizes", this, sizes, dim);

        /// <summary>Views of the given sizes along a dimension.</summary>
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);

        /// <summary>Views of the given sizes along the first dimension.</summary>
        public Tensor[] split(params long[] sizes) => split(sizes, 0L);

        /// <summary>Views of a dimension in <paramref name="chunks"/> parts of nearly equal size.</summary>
        public Tensor[] chunk(long chunks, long dim = 0L) => Dispatch.CallList("chunk", this, chunks, dim);

        /// <summary>Views of each element of a dimension, which disappears.</summary>
        public Tensor[] unbind(long dimension = 0L) => Dispatch.CallList("unbind.int", this, dimension);
    }
}
