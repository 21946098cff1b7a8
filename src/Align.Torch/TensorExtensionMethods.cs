using System.Globalization;
using Align.Torch.Dispatching;
using static Align.Torch.torch;

namespace Align.Torch;

/// <summary>Conversions of one-element tensors to numbers, and small conveniences.</summary>
public static class TensorExtensionMethods
{
    /// <summary>The only element of a tensor of any dtype and device.</summary>
    /// <exception cref="TorchException">There is not exactly one element.</exception>
    internal static Scalar ToScalar(this Tensor value) => Dispatch.CallScalar("_local_scalar_dense", RequireOne(value));

    /// <inheritdoc cref="ToScalar(Tensor)"/>
    public static float ToSingle(this Tensor value) => value.ToScalar().ToSingle();

    /// <inheritdoc cref="ToScalar(Tensor)"/>
    public static double ToDouble(this Tensor value) => value.ToScalar().ToDouble();

    /// <inheritdoc cref="ToScalar(Tensor)"/>
    public static byte ToByte(this Tensor value) => value.ToScalar().ToByte();

    /// <inheritdoc cref="ToScalar(Tensor)"/>
    public static short ToInt16(this Tensor value) => value.ToScalar().ToInt16();

    /// <inheritdoc cref="ToScalar(Tensor)"/>
    public static int ToInt32(this Tensor value) => value.ToScalar().ToInt32();

    /// <inheritdoc cref="ToScalar(Tensor)"/>
    public static long ToInt64(this Tensor value) => value.ToScalar().ToInt64();

    /// <inheritdoc cref="ToScalar(Tensor)"/>
    public static bool ToBoolean(this Tensor value) => value.ToScalar().ToBoolean();

    /// <summary>Shape, dtype, device and elements as text; long dimensions are cut in the middle.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="fltFormat">The .NET format of floating elements; <c>g5</c> when null.</param>
    /// <param name="width">Ignored: rows are not broken.</param>
    /// <param name="newLine">What ends a row; the platform's line end when null.</param>
    /// <param name="cultureInfo">How numbers are written; invariant when null.</param>
    public static string str(this Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = null, CultureInfo? cultureInfo = null) =>
        Given(tensor).ToText(fltFormat ?? "g5", newLine ?? Environment.NewLine, cultureInfo ?? CultureInfo.InvariantCulture);

    /// <summary>Bytes an element of the dtype.</summary>
    public static int ElementSize(this ScalarType type) => ElementSizeOf(type);

    /// <summary>How many elements a shape has.</summary>
    public static long TotalSize(this IEnumerable<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Aggregate(1L, static (product, size) => product * size);
    }

    private static Tensor RequireOne(Tensor value) =>
        Given(value).NumberOfElements == 1
            ? value
            : throw new ArgumentException($"a number needs a tensor of exactly one element; the shape is [{string.Join(", ", value.shape)}]");
}
