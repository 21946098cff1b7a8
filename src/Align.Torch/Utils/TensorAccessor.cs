using System.Collections;
using Align.Torch.Interop;
using static Align.Torch.torch;

namespace Align.Torch.Utils;

/// <summary>Reads and writes the elements of a tensor in host memory; a tensor that is not contiguous is walked by its strides.</summary>
/// <typeparam name="T">The CLR type of the elements.</typeparam>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly Tensor tensor;
    private readonly long[] shape;
    private readonly long[] strides;

    internal TensorAccessor(Tensor tensor)
    {
        this.tensor = tensor;
        shape = tensor.shape;
        strides = tensor.stride();
        Count = shape.TotalSize();
    }

    /// <summary>How many elements there are.</summary>
    public long Count { get; }

    /// <summary>Always false: elements can be set.</summary>
    public bool IsReadOnly => false;

    /// <summary>One element: by its place in row-major order (one index) or by one index a dimension.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such element.</exception>
    public T this[params long[] indices]
    {
        get => Element(indices);
        set => Element(indices) = value;
    }

    /// <summary>The elements in row-major order.</summary>
    public T[] ToArray()
    {
        var copy = new T[Count];
        CopyTo(copy.AsSpan());
        return copy;
    }

    /// <summary>Copies the elements from <paramref name="tensorIndex"/> on, in row-major order.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies the elements from <paramref name="tensorIndex"/> on, in row-major order.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        if (tensor.is_contiguous())
        {
            tensor.Memory<T>(Count)[(int)tensorIndex..].CopyTo(array[arrayIndex..]);
            return;
        }
        for (var i = tensorIndex; i < Count; i++) array[arrayIndex++] = Element([i]);
    }

    /// <summary>Sets the elements from <paramref name="tensorIndex"/> on, in row-major order, from the array.</summary>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(new ReadOnlySpan<T>(array), arrayIndex, tensorIndex);

    /// <summary>Sets the elements from <paramref name="tensorIndex"/> on, in row-major order, from the span.</summary>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        for (var i = tensorIndex; i < Count && arrayIndex < array.Length; i++) Element([i]) = array[arrayIndex++];
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0L; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Does nothing: the tensor owns the memory.</summary>
    public void Dispose()
    {
    }

    private unsafe ref T Element(ReadOnlySpan<long> indices)
    {
        var offset = indices.Length == 1 && shape.Length != 1 ? FlatOffset(indices[0]) : Offset(indices);
        using var borrowed = new BorrowedTensor(tensor);
        return ref ((T*)NativeMethods.align_tensor_data(borrowed.Pointer))[offset];
    }

    private long FlatOffset(long index)
    {
        if (index < 0 || index >= Count) throw new ArgumentOutOfRangeException(nameof(index), index, $"the tensor has {Count} elements");
        var offset = 0L;
        for (var dimension = shape.Length - 1; dimension >= 0; dimension--)
        {
            offset += index % shape[dimension] * strides[dimension];
            index /= shape[dimension];
        }
        return offset;
    }

    private long Offset(ReadOnlySpan<long> indices)
    {
        if (indices.Length != shape.Length) throw new ArgumentOutOfRangeException(nameof(indices), indices.Length, $"the tensor has {shape.Length} dimensions");
        var offset = 0L;
        for (var dimension = 0; dimension < indices.Length; dimension++)
        {
            if (indices[dimension] < 0 || indices[dimension] >= shape[dimension])
            {
                throw new ArgumentOutOfRangeException(nameof(indices), indices[dimension], $"dimension {dimension} has {shape[dimension]} elements");
            }
            offset += indices[dimension] * strides[dimension];
        }
        return offset;
    }
}
