using Align.Torch.Dispatching;

namespace Align.Torch;

public static partial class torch
{
    /// <summary>Views of the given sizes along a dimension.</summary>
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0L) => Given(tensor).split(split_size_or_sections, dim);

    /// <inheritdoc cref="Tensor.chunk(long, long)"/>
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => Given(input).chunk(chunks, dim);

    /// <inheritdoc cref="Tensor.unbind(long)"/>
    public static Tensor[] unbind(Tensor input, long dim = 0L) => Given(input).unbind(dim);

    /// <summary>Joins tensors along an existing dimension.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Dispatch.Call("cat", tensors.ToArray(), dim);

    /// <summary>Joins tensors along an existing dimension.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Dispatch.Call("cat", tensors, dim);

    /// <summary>Joins tensors along an existing dimension.</summary>
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Dispatch.Call("cat", tensors.ToArray(), dim);

    /// <summary>Joins tensors of one shape along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Dispatch.Call("stack", tensors.ToArray(), dim);

    /// <summary>Stacks tensors row upon row.</summary>
    public static Tensor vstack(Tensor[] tensors) => Dispatch.Call("vstack", tensors);

    /// <summary>Stacks tensors row upon row.</summary>
    public static Tensor vstack(IList<Tensor> tensors) => Dispatch.Call("vstack", tensors.ToArray());

    /// <summary>Stacks tensors side by side.</summary>
    public static Tensor hstack(params Tensor[] tensors) => Dispatch.Call("hstack", tensors);

    /// <summary>Stacks tensors side by side.</summary>
    public static Tensor hstack(IList<Tensor> tensors) => Dispatch.Call("hstack", tensors.ToArray());
}
