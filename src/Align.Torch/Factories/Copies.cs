using System.Runtime.InteropServices;

namespace Align.Torch;

public static partial class torch
{
    /// <summary>A copy of an array of numbers of any rank; its CLR element type names the dtype.</summary>
    /// <exception cref="ArgumentException">The element type is no tensor's.</exception>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A copy of an array of numbers of any rank, converted to <paramref name="dtype"/> when given.</summary>
    /// <exception cref="ArgumentException">The element type is no tensor's.</exception>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var shape = ShapeOf(rawArray);
        return rawArray.GetType().GetElementType() switch
        {
            var type when type == typeof(float) => Copied<float>(Flattened<float>(rawArray), shape, ScalarType.Float32, dtype, device, requires_grad),
            var type when type == typeof(double) => Copied<double>(Flattened<double>(rawArray), shape, ScalarType.Float64, dtype, device, requires_grad),
            var type when type == typeof(long) => Copied<long>(Flattened<long>(rawArray), shape, ScalarType.Int64, dtype, device, requires_grad),
            var type when type == typeof(int) => Copied<int>(Flattened<int>(rawArray), shape, ScalarType.Int32, dtype, device, requires_grad),
            var type when type == typeof(short) => Copied<short>(Flattened<short>(rawArray), shape, ScalarType.Int16, dtype, device, requires_grad),
            var type when type == typeof(byte) => Copied<byte>(Flattened<byte>(rawArray), shape, ScalarType.Byte, dtype, device, requires_grad),
            var type when type == typeof(bool) => Copied<bool>(Flattened<bool>(rawArray), shape, ScalarType.Bool, dtype, device, requires_grad),
            var type => throw new ArgumentException($"no dtype holds elements of type {type?.Name}", nameof(rawArray)),
        };
    }

    /// <summary>A new tensor with a copy of <paramref name="source"/> in row-major order.</summary>
    private static Tensor Copied<T>(ReadOnlySpan<T> source, ReadOnlySpan<long> shape, ScalarType native, ScalarType? dtype, Device? device, bool requiresGrad)
        where T : unmanaged
    {
        var count = 1L;
        foreach (var size in shape) count *= size;
        if (count != source.Length) throw new ArgumentException($"a tensor of shape [{string.Join(", ", shape.ToArray())}] has {count} elements, the array {source.Length}");
        var copy = empty(shape.ToArray(), native);
        source.CopyTo(copy.Memory<T>(count));
        var wanted = dtype ?? native;
        if (wanted != native || device is { type: not DeviceType.CPU }) copy = copy.to(wanted, device ?? CPU, disposeAfter: true);
        return Made(copy, requiresGrad);
    }

    private static long[] ShapeOf(Array array)
    {
        var shape = new long[array.Rank];
        for (var i = 0; i < shape.Length; i++) shape[i] = array.GetLongLength(i);
        return shape;
    }

    private static ReadOnlySpan<T> Flattened<T>(Array array)
        where T : unmanaged =>
        array.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
